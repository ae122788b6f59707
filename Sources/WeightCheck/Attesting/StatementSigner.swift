// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

/// Signs statements with one key, and verifies each of them before it is handed out.
final class StatementSigner {
  private let key: SigningKey
  private let credential: SigningCredential
  /// What is odd about the key.
  let findings: [Finding]

  /// Opens the key, which may ask for its passphrase, and checks that its certificate goes with it.
  ///
  /// - Parameter now: the time at which the certificate must be valid, in seconds since 1970.
  init(_ request: SigningRequest, now: Int64) throws(WeightCheckError) {
    let opened = try Self.open(request)
    credential = try SigningCredential(
      key: opened.publicKey, certificates: request.certificates, now: now)
    // What is no file, as a device's key, has no permissions that could be looked at.
    findings =
      SigningKey.filePath(of: request.key).isReadableByOthers
      ? [Finding(.attestKeyReadable, .warning, "the key's file can be read by other users")] : []
    key = opened
  }

  private static func open(_ request: SigningRequest) throws(WeightCheckError) -> SigningKey {
    do throws(SigningKeyError) {
      return try SigningKey.load(request.key, passphrase: request.passphrase)
    } catch {
      throw .signingKey("\(error)")
    }
  }

  /// Who signs.
  var signer: Signer { credential.signer }

  /// The statement in a bundle that our own `verify` accepts from this signer.
  func sign(_ statement: [UInt8]) throws(WeightCheckError) -> [UInt8] {
    let signature: [UInt8]
    do throws(SigningKeyError) {
      signature = try key.sign(SignedDocument.signedBytes(of: statement))
    } catch {
      throw .signingKey("\(error)")
    }
    return try credential.bundle(statement, signature)
  }
}

/// Who signs: a key, and perhaps certificates that say whose it is.
struct SigningCredential {
  private let key: PublicKey
  private let certificates: [Certificate]

  /// - Parameters:
  ///   - key: nil for the key of the first certificate.
  ///   - certificates: files with the signer's certificate first.
  init(
    key: PublicKey?, certificates paths: [FilePath], now: Int64
  ) throws(WeightCheckError) {
    var certificates: [Certificate] = []
    for path in paths {
      let bytes = try TrustFile.read(path, limit: Certificate.maximumFileByteCount)
      do throws(CertificateError) {
        certificates += try Certificate.readAll(bytes)
      } catch {
        throw .trustFile(path, "\(error)")
      }
    }
    guard let leaf = certificates.first, let path = paths.first else {
      guard let key else { throw .signingKey("neither a key nor a certificate is given") }
      self.key = key
      self.certificates = []
      return
    }
    guard case .success(let own) = leaf.publicKey, key == nil || key == own else {
      throw .trustFile(path, "\(SigningKeyError.otherCertificate)")
    }
    do throws(CertificateChainError) {
      try CertificateChain.checkSigner(leaf, at: now)
    } catch {
      throw .trustFile(path, "\(error)")
    }
    do throws(CertificateChainError) {
      try CertificateChain.checkCompanions(certificates)
    } catch {
      throw .signingKey("the certificates do not go together: \(error)")
    }
    self.key = own
    self.certificates = certificates
  }

  var signer: Signer {
    certificates.first.map { $0.signer(root: nil) } ?? key.signer
  }

  /// Puts a statement and its signature into a bundle.
  ///
  /// TRUST section 6: what is written is read and verified by the way of `verify` first.
  func bundle(_ statement: [UInt8], _ signature: [UInt8]) throws(WeightCheckError) -> [UInt8] {
    let form = try? Manifest.parse(statement, name: UntrustedText("")).form
    guard key.isEllipticCurve else {
      throw .signingKey("\(SigningKeyError.unsupported(key.displayName))")
    }
    let source: SignedDocument.Source =
      !certificates.isEmpty
      ? .certificates(certificates)
      : .key(hint: form == .modelSigning ? key.modelSigningHint : key.bundleHint)
    let bytes = SignedDocument.write(payload: statement, signature: signature, source: source)
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: 0)
    guard let manifest = try? Manifest.parse(bytes, name: UntrustedText("")),
      check.outcome(of: manifest).state == .valid, manifest.form == form
    else { throw .signatureNotVerified }
    return bytes
  }
}
