// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import Provenance
package import UntrustedInput

extension ModelBill {
  /// A file of the release.
  package struct File: Hashable, Sendable {
    /// What a file is for.
    package enum Purpose: String, CaseIterable, Hashable, Sendable {
      /// Weights.
      case model
      /// Programs that train, evaluate or run the model.
      case code
      /// Data, or samples of it.
      case data
      /// Cards, papers, licences.
      case documentation
      /// Settings of the model and its tokenizer.
      case configuration
      /// Results, manifests and signatures.
      case evidence
      /// Anything else.
      case other
    }

    /// Its path from the release's folder.
    package var path: UntrustedText
    /// Its length in bytes.
    package var byteCount: UInt64
    /// Its SHA-256, where it was computed; digests of other algorithms are not written.
    package var sha256: Digest?
    /// What it is for.
    package var purpose: Purpose

    /// Makes a file.
    package init(path: UntrustedText, byteCount: UInt64, sha256: Digest?, purpose: Purpose) {
      self.path = path
      self.byteCount = byteCount
      self.sha256 = sha256
      self.purpose = purpose
    }

    /// The digest's digits, where the path can be written exactly.
    ///
    /// Both formats are text. A path that is not UTF-8 would be written with U+FFFD and then name
    /// another file, and whoever verifies a release by the document would miss that one. Its digest
    /// stands with its bytes among the properties.
    var hex: String? { path.validUTF8 == nil ? nil : digits }

    private var digits: String? { sha256.flatMap { $0.algorithm == .sha256 ? $0.hex : nil } }

    /// What no field of the formats is for.
    var properties: [Property] {
      var all = [Property("byte-count", "\(byteCount)")]
      if path.validUTF8 == nil {
        all.append(Property("path.base64", Base64.encode(path.bytes)))
        if let digits { all.append(Property("sha256", digits)) }
      }
      return all
    }
  }

  /// What the weights of a release are.
  package struct Weights: Hashable, Sendable {
    /// Parameters that are stored with one element type.
    package struct Share: Hashable, Sendable {
      /// The element type as its format names it, as in `BF16`.
      package var dtype: String
      /// How many parameters.
      package var parameterCount: UInt64

      /// Makes a share.
      package init(dtype: String, parameterCount: UInt64) {
        self.dtype = dtype
        self.parameterCount = parameterCount
      }
    }

    /// Their file formats.
    package var formats: [String] = []
    /// All parameters together.
    package var parameterCount: UInt64?
    /// All tensors together.
    package var tensorCount: UInt64?
    /// The parameters by element type.
    package var shares: [Share] = []
    /// How they are quantised.
    package var quantisation: UntrustedText?

    /// Weights of which nothing is known.
    package init() {}

    var properties: [Property] {
      var all = formats.map { Property("weights.format", $0) }
      if let tensorCount { all.append(Property("weights.tensors", "\(tensorCount)")) }
      if let parameterCount { all.append(Property("weights.parameters", "\(parameterCount)")) }
      all += shares.map { Property("weights.parameters.\($0.dtype)", "\($0.parameterCount)") }
      if let quantisation { all.append(Property("weights.quantisation", quantisation)) }
      return all
    }
  }
}
