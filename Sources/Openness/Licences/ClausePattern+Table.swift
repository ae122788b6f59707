// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension ClausePattern {
  /// What restricting clauses say, a pattern a line: the kind, a colon, and words in order.
  ///
  /// `a|b` is one word or the other, and `+3` up to three words in between. The words are those of
  /// LicenceText: lower case, without marks, so that "non-commercial" is two of them.
  /// Licences/make-licence-tables.py reads the same lines.
  static let table = """
    monthlyUsers: monthly active users|user
    monthlyUsers: monthly +2 users|user
    monthlyUsers: million|billion|thousand +4 users|user
    monthlyUsers: more than +2 users|user
    companySize: annual +3 revenue|revenues
    companySize: revenue|revenues +6 exceed|exceeds|exceeding|million
    companySize: employees|seats +4 exceed|exceeds|exceeding
    companySize: more than +3 employees|seats
    separateLicence: must|shall +2 request|obtain +2 license|licence
    separateLicence: separate|commercial license|licence +3 required
    acceptableUse: acceptable use policy|policies|guidelines
    acceptableUse: prohibited use|uses policy|policies
    useBased: use based restrictions|restriction
    useBased: use restrictions +4 attachment|annex|exhibit|appendix
    useBased: restricted uses
    useBased: agree|agrees not to use
    useBased: bypass +8 guardrail|guardrails
    nonCommercial: non commercial|commercially
    nonCommercial: noncommercial|noncommercially
    nonCommercial: not +6 commercial|commercially
    nonCommercial: no commercial
    nonCommercial: commercial +6 prohibited|forbidden|disallowed|excluded
    nonCommercial: commercial use|uses|purpose|purposes|exploitation +3 not
    nonCommercial: research +2 only
    nonCommercial: academic|educational|personal|evaluation +3 only
    nonCommercial: only +4 research|academic|educational|evaluation
    nonCommercial: solely +4 research|academic|educational|evaluation
    noOtherModels: improve any other
    noOtherModels: improve|train|develop|create +6 other +4 model|models
    noOtherModels: improve|train|develop|create|build +8 compete|competes|competing|competitive
    military: military|weapon|weapons|weaponry|warfare
    naming: built with
    naming: powered by
    naming: beginning of any +4 name|names
    naming: prominently display|displays|displayed
    remoteRestriction: restrict +1 remotely
    remoteRestriction: restrict|disable +8 remotely
    remoteRestriction: remotely +4 restrict|disable|terminate
    territory: european union|economic
    territory: outside|excluding +6 eu|union|europe|territory|china
    territory: domiciled in
    noDerivatives: no derivatives|derivs
    noDerivatives: not share +3 adapted
    noDerivatives: not have permission +8 adapted
    noDerivatives: not distribute|share +4 derivative|derivatives|modified|adaptations
    noDerivatives: may|shall|must not modify|alter|adapt
    fieldOfUse: may|shall|must|can not be used +3 for|in|by
    fieldOfUse: may|shall|must|can not use +8 for
    fieldOfUse: prohibited|forbidden +2 use|uses|used|using
    fieldOfUse: only be used +2 for|in|by
    fieldOfUse: used only for|in|by
    prohibition: must|shall|may|can not
    prohibition: prohibited|forbidden|disallowed|cannot|prohibits|forbids
    prohibition: not permitted|allowed|authorized|authorised
    prohibition: only for|by|if|when|with
    """
}
