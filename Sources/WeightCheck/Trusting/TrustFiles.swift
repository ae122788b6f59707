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
    roots = try Self.certificates(request.roots)
    timestampRoots = try Self.certificates(request.timestampRoots)
    identities = request.identities.map { Identity(name: $0.name, issuer: $0.issuer) }
  }

  private static func certificates(_ paths: [FilePath]) throws(WeightCheckError) -> [Certificate] {
    var certificates: [Certificate] = []
    for path in paths {
      let bytes = try TrustFile.read(path, limit: Certificate.maximumFileByteCount)
      do throws(CertificateError) {
        certificates += try Certificate.readRoots(bytes)
      } catch .isPrivate {
        throw .privateKey(path)
      } catch {
        throw .trustFile(path, "\(error)")
      }
    }
    return certificates
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
