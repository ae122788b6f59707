// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput

extension TrustAnchors {
  /// Reads the files that the user named.
  ///
  /// - Throws: `trustFile` for a file that cannot be read or is not what it should be, and
  ///   `privateKey` for one that nobody but its owner should have.
  init(reading request: TrustRequest) throws(WeightCheckError) {
    self.init(time: request.time)
    for path in request.keys { keys.append(try TrustFile.publicKey(path)) }
    for path in request.roots {
      roots += try Self.certificates(path, Certificate.readRoots)
    }
    for path in request.timestampRoots {
      let certificates = try Self.certificates(path, Certificate.readAll)
      timestampRoots += certificates.filter(\.isSelfSigned)
      timestampIntermediates += certificates.filter { !$0.isSelfSigned }
    }
    if timestampRoots.isEmpty, let other = timestampIntermediates.first {
      throw .trustFile(
        request.timestampRoots[0], "\(CertificateError.notSelfSigned(subject: other.subject))")
    }
    identities = request.identities.map { Identity(name: $0.name, issuer: $0.issuer) }
  }

  private static func certificates(
    _ path: FilePath, _ read: ([UInt8]) throws(CertificateError) -> [Certificate]
  ) throws(WeightCheckError) -> [Certificate] {
    let bytes = try TrustFile.read(path, limit: Certificate.maximumFileByteCount)
    do throws(CertificateError) {
      return try read(bytes)
    } catch .isPrivate {
      throw .privateKey(path)
    } catch {
      throw .trustFile(path, "\(error)")
    }
  }
}

/// A file that the user names because it decides whom or what to trust.
enum TrustFile {
  /// All of it, but no more than `limit` bytes.
  static func read(_ path: FilePath, limit: Int) throws(WeightCheckError) -> [UInt8] {
    do throws(FileAccessError) {
      return try OpenFile(path: path).readAll(limit: limit)
    } catch {
      throw .trustFile(path, "\(error)")
    }
  }

  /// The public key in it.
  static func publicKey(_ path: FilePath) throws(WeightCheckError) -> PublicKey {
    let bytes = try read(path, limit: PublicKey.maximumByteCount)
    do throws(PublicKeyError) {
      return try PublicKey(fileBytes: bytes)
    } catch .isPrivate {
      throw .privateKey(path)
    } catch {
      throw .trustFile(path, "\(error)")
    }
  }
}
