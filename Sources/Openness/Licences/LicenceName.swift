// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// The name of a licence as somebody wrote it, and what is meant.
///
/// Identifiers of the hub are in small letters, those of the SPDX list have their own letter case;
/// what is neither exactly is still understood where it is clear, and marked as not exact.
public struct LicenceName: Hashable, Sendable {
  /// How the name was understood.
  public enum Form: String, Hashable, Sendable {
    /// One of the hub's identifiers.
    case hub
    /// An identifier of the SPDX list.
    case spdx
    /// An SPDX expression of more than one part.
    case expression
    /// A name in words.
    case words
    /// A reference to a text of its own: `LicenseRef-…`.
    case reference
    /// Not understood.
    case unrecognised
  }

  /// Bytes of the longest name that is looked at.
  package static let maximumByteCount = 512

  /// The name, as it was written.
  public let raw: UntrustedText
  /// How it was understood.
  public let form: Form
  /// The SPDX identifier or expression, or else the hub's identifier, or else a name in that form;
  /// nil where it was not understood.
  public let identifier: String?
  /// The licences in it; more than one only for an expression.
  public let identifiers: [String]
  /// The class, that of an expression by what AND and OR mean.
  public let licenceClass: LicenceClass
  /// Whether every identifier in it is written exactly as its list has it.
  public let isExact: Bool

  /// Whether it is one identifier of the SPDX list in the list's letter case, which is
  /// what the Model Openness Tool understands.
  public var isSPDXExact: Bool {
    raw.validUTF8.map { SPDXLicenceList.licence($0) != nil } ?? false
  }

  /// Understands a name.
  public init(_ raw: UntrustedText) {
    let text = raw.bytes.count <= Self.maximumByteCount ? raw.validUTF8 ?? "" : ""
    let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    self.init(raw, Self.single(name) ?? Self.expression(name) ?? Self.inWords(name) ?? .none)
  }

  /// Understands a name.
  package init(_ raw: String) {
    self.init(UntrustedText(raw))
  }

  private init(_ raw: UntrustedText, _ meaning: Meaning) {
    self.raw = raw
    form = meaning.form
    identifier = meaning.identifier
    identifiers = meaning.identifiers
    licenceClass = meaning.licenceClass
    isExact = meaning.isExact
  }

  /// What two licences with one text share: an SPDX identifier says "only" or "or later" of it.
  package static func textKey(_ identifier: String) -> Substring {
    for ending in ["-only", "-or-later", "+"] where identifier.hasSuffix(ending) {
      // "openrail++" is a name of its own.
      if identifier.hasSuffix("++") { break }
      return identifier.dropLast(ending.count)
    }
    return identifier[...]
  }
}

extension LicenceName {
  /// What a name was understood as.
  struct Meaning {
    static let none = Meaning(
      form: .unrecognised, identifier: nil, identifiers: [], licenceClass: .unknown, isExact: false)

    let form: Form
    let identifier: String?
    let identifiers: [String]
    let licenceClass: LicenceClass
    let isExact: Bool

    init(
      form: Form, identifier: String?, identifiers: [String], licenceClass: LicenceClass,
      isExact: Bool
    ) {
      self.form = form
      self.identifier = identifier
      self.identifiers = identifiers
      self.licenceClass = licenceClass
      self.isExact = isExact
    }

    /// One licence.
    init(_ form: Form, _ identifier: String, _ licenceClass: LicenceClass? = nil, isExact: Bool) {
      self.init(
        form: form, identifier: identifier, identifiers: [identifier],
        licenceClass: licenceClass ?? LicenceClass(identifier: identifier), isExact: isExact)
    }
  }

  /// A name that is one identifier, in its own letter case or in another.
  static func single(_ name: String) -> Meaning? {
    guard !name.isEmpty, !name.contains(" ") else { return nil }
    if let licence = HubLicence(name) { return hub(licence, isExact: true) }
    if let licence = SPDXLicenceList.licence(name) {
      return Meaning(.spdx, licence.identifier, isExact: true)
    }
    if let licence = HubLicence(name.lowercased()) { return hub(licence, isExact: false) }
    if let licence = SPDXLicenceList.licence(ignoringCase: name) {
      return Meaning(.spdx, licence.identifier, isExact: false)
    }
    if name.hasSuffix("+"), let licence = SPDXLicenceList.licence(String(name.dropLast())) {
      // "This version or a later one" of a licence whose list identifier says nothing of that.
      let licenceClass = LicenceClass(identifier: licence.identifier)
      return Meaning(.spdx, name, licenceClass, isExact: true)
    }
    return isReference(name, to: .licence)
      ? Meaning(.reference, name, .unknown, isExact: true) : nil
  }

  private static func hub(_ licence: HubLicence, isExact: Bool) -> Meaning {
    Meaning(
      .hub, licence.spdxIdentifier ?? licence.identifier, licence.licenceClass, isExact: isExact)
  }
}
