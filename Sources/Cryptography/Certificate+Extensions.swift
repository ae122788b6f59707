// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL
package import UntrustedInput

extension Certificate {
  /// Object identifiers of what a key may be used for (RFC 5280, section 4.2.1.12).
  package enum Usage {
    package static let any = "2.5.29.37.0"
    package static let codeSigning = "1.3.6.1.5.5.7.3.3"
    package static let timeStamping = "1.3.6.1.5.5.7.3.8"
  }

  /// The contents of all extensions of one kind, by its object identifier in digits and dots; a
  /// certificate should have one at most.
  package func extensionContents(_ identifier: String) -> [[UInt8]] {
    defer { ERR_clear_error() }
    guard let certificate = Self.decode(derBytes),
      let object = unsafe LibraryHandle(
        OBJ_txt2obj(identifier, 1), { unsafe ASN1_OBJECT_free($0) })
    else { return [] }
    var contents: [[UInt8]] = []
    var index: Int32 = -1
    while true {
      index = unsafe X509_get_ext_by_OBJ(certificate.pointer, object.pointer, index)
      guard index >= 0, let found = unsafe X509_get_ext(certificate.pointer, index) else {
        return contents
      }
      contents.append(unsafe Self.bytes(of: X509_EXTENSION_get_data(found)))
    }
  }

  /// Whether Sigstore's authority issued it to a user of an identity provider: one of the
  /// extensions that name the provider is there, 1.3.6.1.4.1.57264.1.1 or its successor 1.8.
  package var hasIdentityProvider: Bool {
    !extensionContents(Self.oldProvider).isEmpty || !extensionContents(Self.provider).isEmpty
  }

  /// The identity provider that vouched for the subject, as Sigstore's authority notes it.
  ///
  /// The older extension holds the bare text, the newer one a UTF8String in DER; where one stands
  /// twice, or the two disagree, there is none.
  package var identityProvider: UntrustedText? {
    let (old, new) = (extensionContents(Self.oldProvider), extensionContents(Self.provider))
    guard old.count <= 1, new.count <= 1 else { return nil }
    let bare = old.first.map { UntrustedText(bytes: $0) }
    guard let encoded = new.first else { return bare }
    guard let text = Self.utf8String(encoded), bare == nil || bare == text else { return nil }
    return text
  }

  private static let oldProvider = "1.3.6.1.4.1.57264.1.1"
  private static let provider = "1.3.6.1.4.1.57264.1.8"

  /// The text of a UTF8String in DER that `bytes` are entirely.
  private static func utf8String(_ bytes: [UInt8]) -> UntrustedText? {
    guard bytes.count >= 2, bytes[0] == 0x0C else { return nil }
    let short = Int(bytes[1])
    if short < 0x80 {
      return short == bytes.count - 2 ? UntrustedText(bytes: Array(bytes[2...])) : nil
    }
    guard short == 0x81, bytes.count >= 3, bytes[2] >= 0x80, Int(bytes[2]) == bytes.count - 3 else {
      return nil
    }
    return UntrustedText(bytes: Array(bytes[3...]))
  }

  // MARK: Reading

  /// As `openssl x509 -subject` shows a name, but for letters beyond ASCII, which stand as such.
  private static let nameFlags = UInt(
    ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_QUOTE
      | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER
      | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_SPC_EQ)

  static func text(of name: OpaquePointer?) -> UntrustedText {
    let bytes = unsafe LibraryHandle.written {
      unsafe X509_NAME_print_ex($0, name, 0, nameFlags) >= 0
    }
    return UntrustedText(bytes: bytes ?? [])
  }

  static func hexadecimal(_ number: UnsafePointer<ASN1_INTEGER>?) -> String {
    guard
      let value = unsafe LibraryHandle(
        ASN1_INTEGER_to_BN(number, nil), { unsafe BN_free($0) })
    else { return "" }
    let count = unsafe (BN_num_bits(value.pointer) + 7) / 8
    var bytes = [UInt8](repeating: 0, count: max(Int(count), 1))
    let written = unsafe BN_bn2binpad(value.pointer, &bytes, Int32(bytes.count))
    guard written >= 0 else { return "" }
    return unsafe (BN_is_negative(value.pointer) == 1 ? "-" : "") + Hexadecimal.encode(bytes)
  }

  static func extendedKeyUsage(of certificate: OpaquePointer) -> [String]? {
    guard
      let found = unsafe X509_get_ext_d2i(certificate, NID_ext_key_usage, nil, nil),
      let usage = unsafe LibraryHandle(
        OpaquePointer(found), { unsafe EXTENDED_KEY_USAGE_free($0) })
    else { return nil }
    var identifiers: [String] = []
    for index in 0..<(unsafe OPENSSL_sk_num(usage.pointer)) {
      let object = unsafe OPENSSL_sk_value(usage.pointer, index).map { OpaquePointer($0) }
      identifiers.append(unsafe identifier(object))
    }
    return identifiers
  }

  /// The object identifier in digits and dots.
  static func identifier(_ object: OpaquePointer?) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    let count = unsafe OBJ_obj2txt(&buffer, Int32(buffer.count), object, 1)
    guard count > 0 else { return "" }
    let text = buffer.prefix(min(Int(count), buffer.count - 1)).map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
  }

  static func alternativeNames(of certificate: OpaquePointer) -> [AlternativeName] {
    guard
      let found = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil),
      let names = unsafe LibraryHandle(OpaquePointer(found), { unsafe GENERAL_NAMES_free($0) })
    else { return [] }
    var alternatives: [AlternativeName] = []
    for index in 0..<(unsafe OPENSSL_sk_num(names.pointer)) {
      guard let name = unsafe OPENSSL_sk_value(names.pointer, index) else { continue }
      let generalName = unsafe name.assumingMemoryBound(to: GENERAL_NAME.self)
      if let alternative = unsafe alternative(generalName) { alternatives.append(alternative) }
    }
    return alternatives
  }

  private static func alternative(
    _ name: UnsafeMutablePointer<GENERAL_NAME>
  ) -> AlternativeName? {
    var kind: Int32 = -1
    let value = unsafe GENERAL_NAME_get0_value(name, &kind)
    if kind == GEN_OTHERNAME { return unsafe sigstoreUser(name) }
    let string = unsafe value?.assumingMemoryBound(to: ASN1_STRING.self)
    switch kind {
    case GEN_EMAIL: return .email(UntrustedText(bytes: unsafe bytes(of: string)))
    case GEN_URI: return .uri(UntrustedText(bytes: unsafe bytes(of: string)))
    case GEN_DNS: return .dns(UntrustedText(bytes: unsafe bytes(of: string)))
    default: return nil
    }
  }

  private static func sigstoreUser(
    _ name: UnsafeMutablePointer<GENERAL_NAME>
  ) -> AlternativeName? {
    var object: OpaquePointer?
    var value: UnsafeMutablePointer<ASN1_TYPE>?
    guard unsafe GENERAL_NAME_get0_otherName(name, &object, &value) == 1,
      unsafe identifier(object) == "1.3.6.1.4.1.57264.1.7",
      let value = unsafe value, unsafe ASN1_TYPE_get(value) == V_ASN1_UTF8STRING
    else { return nil }
    let string = unsafe value.pointee.value.utf8string
    return .sigstoreUser(UntrustedText(bytes: unsafe bytes(of: string)))
  }

  static func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string = unsafe string, let start = unsafe ASN1_STRING_get0_data(string) else {
      return []
    }
    let count = unsafe max(Int(ASN1_STRING_length(string)), 0)
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}
