// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Secrets in arguments, which stand in no output: TRUST section 6.
///
/// The `pkcs11:` URI of a key (RFC 7512) may hold its PIN, `pin-value`, or say where that is,
/// `pin-source`. Only `attest --key` takes such a URI, and never shows it. Anywhere else it would
/// become a path or part of a message; so it is refused before anything else looks at it.
enum SecretArguments {
  private static let attributes = ["pin-value=", "pin-source="]

  /// Why the arguments, the command's name first, are refused; nil if they are not.
  static func refusal(of arguments: [String]) -> String? {
    let option = "--key"
    for (index, argument) in arguments.enumerated() where secret(in: argument) != nil {
      var location = argument[...]
      let isJoined = argument.hasPrefix(option + "=")
      if isJoined { location = argument.dropFirst(option.count + 1) }
      let isTaken =
        arguments.first == "attest" && !arguments[..<index].contains("--")
        && (isJoined || arguments[index - 1] == option)
      guard isTaken else {
        return "an argument, which is not shown, holds the PIN of a key: that is for attest --key"
      }
      guard location.hasPrefix("pkcs11:") else {
        return "a --key with a PIN, which is not shown, must begin with pkcs11:"
      }
    }
    return nil
  }

  /// A message without the PINs that stand in `arguments`.
  static func masked(_ message: String, _ arguments: [String]) -> String {
    arguments.compactMap(secret).reduce(message) { $0.replacing($1, with: "pin-value=…") }
  }

  /// An argument from the first attribute that is a PIN on; nil where there is none.
  private static func secret(in argument: String) -> Substring? {
    let bytes = argument.utf8
    for index in bytes.indices {
      let rest = bytes[index...]
      let isPIN = attributes.contains { attribute in
        rest.prefix(attribute.utf8.count).map { $0 | 0x20 }
          .elementsEqual(attribute.utf8.map { $0 | 0x20 })
      }
      if isPIN { return argument[index...] }
    }
    return nil
  }
}

/// A number of a descriptor, which is not shown where it is none: it may be what should be read
/// from there.
struct DescriptorArgument {
  /// Nil for what is no number of a descriptor.
  let number: Int32?

  init(_ text: String) {
    number = Int32(text).flatMap { $0 < 0 ? nil : $0 }
  }
}
