# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What the tests of signatures share: keys, certificates, authorities and bundles, by openssl."""

import base64
import datetime
import hashlib
import json
import os
import pathlib
import subprocess

CURVES = {"P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1"}
DIGESTS = {"P-256": "sha256", "P-384": "sha384", "P-521": "sha512"}
PASSPHRASE = "correct-horse-battery-staple"
IDENTITY = "release@example.org"
ISSUER = "https://issuer.example.org"
MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json"
PAYLOAD_TYPE = "application/vnd.in-toto+json"

LEAF = f"""basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=codeSigning
subjectAltName=email:{IDENTITY},URI:https://example.org/release
"""
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
STAMPING = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n" \
    "extendedKeyUsage=critical,timeStamping\n"
SERVER = LEAF.replace("codeSigning", "serverAuth")


def openssl(*arguments, input=None):
    run = subprocess.run(
        ["openssl", *map(os.fspath, arguments)], input=input, capture_output=True,
        stdin=None if input is not None else subprocess.DEVNULL)
    assert run.returncode == 0, (arguments, run.stderr)
    return run.stdout


class Key:
    """A private key, `path`, and its public part, `public`, both in PEM."""

    def __init__(self, folder, name, curve="P-256"):
        self.folder, self.name, self.curve = folder, name, curve
        self.path = folder / f"{name}.key.pem"
        self.public = folder / f"{name}.pub.pem"
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{CURVES[curve]}",
                "-out", self.path)
        self.path.chmod(0o600)
        openssl("pkey", "-in", self.path, "-pubout", "-out", self.public)

    @property
    def fingerprint(self):
        der = openssl("pkey", "-pubin", "-in", self.public, "-outform", "DER")
        return hashlib.sha256(der)

    def sign(self, message):
        """In DER, by the digest that belongs to the curve."""
        return openssl("dgst", "-" + DIGESTS[self.curve], "-sign", self.path, input=message)

    def verifies(self, message, signature):
        file = self.folder / "signature.der"
        file.write_bytes(signature)
        openssl("dgst", "-" + DIGESTS[self.curve], "-verify", self.public, "-signature", file,
                input=message)


class Holder(Key):
    """A key with its certificate, signed by an authority or, without one, by itself."""

    def __init__(self, folder, name, extensions, authority=None, days=3650, curve="P-256"):
        super().__init__(folder, name, curve)
        self.certificate = folder / f"{name}.pem"
        request = folder / f"{name}.csr"
        openssl("req", "-new", "-key", self.path, "-subj", f"/CN={name}", "-out", request)
        (folder / f"{name}.ext").write_text(extensions)
        signer = ["-signkey", self.path] if authority is None else [
            "-CA", authority.certificate, "-CAkey", authority.path, "-CAcreateserial"]
        openssl("x509", "-req", "-in", request, *signer, "-days", str(days), "-sha256",
                "-extfile", folder / f"{name}.ext", "-out", self.certificate)

    @property
    def der(self):
        return openssl("x509", "-in", self.certificate, "-outform", "DER")


class Chain:
    """A root, an authority in between, and one that may sign."""

    def __init__(self, folder, curve="P-256", leaf=LEAF, days=3650):
        folder.mkdir(parents=True)
        self.root = Holder(folder, "root", AUTHORITY)
        self.between = Holder(folder, "between", AUTHORITY, self.root)
        self.leaf = Holder(folder, "leaf", leaf, self.between, days, curve)

    @property
    def options(self):
        """For `attest`."""
        return ["--key", self.leaf.path, "--certificate", self.leaf.certificate,
                "--certificate", self.between.certificate]


class Stamper:
    """A timestamp authority by `openssl ts`."""

    def __init__(self, folder):
        folder.mkdir(parents=True)
        self.folder = folder
        self.root = Holder(folder, "tsa-root", AUTHORITY)
        self.leaf = Holder(folder, "tsa", STAMPING, self.root)
        (folder / "serial").write_text("01\n")
        (folder / "ts.conf").write_text(f"""[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {self.leaf.certificate}
certs = {self.leaf.certificate}
signer_key = {self.leaf.path}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
""")

    def stamp(self, content):
        """A response in DER, as Sigstore bundles hold it."""
        query = openssl("ts", "-query", "-digest", hashlib.sha256(content).hexdigest(), "-sha256",
                        "-cert")
        (self.folder / "query").write_bytes(query)
        return openssl("ts", "-reply", "-config", self.folder / "ts.conf", "-queryfile",
                       self.folder / "query")


# MARK: Bundles


def pae(payload, type=PAYLOAD_TYPE):
    return b"DSSEv1 %d %s %d %s" % (len(type), type.encode(), len(payload), payload)


def text64(content):
    return base64.b64encode(content).decode()


def payload_of(bundle):
    return base64.b64decode(bundle["dsseEnvelope"]["payload"])


def signature_of(bundle):
    (signature,) = bundle["dsseEnvelope"]["signatures"]
    return base64.b64decode(signature["sig"])


def edit(path, change):
    """Rewrites a JSON file by `change`."""
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document))


def message_bundle(key, content):
    """As cosign signs a file: the digest, and a signature of the content by a key."""
    return json.dumps({
        "mediaType": MEDIA_TYPE,
        "verificationMaterial": {
            "publicKey": {"hint": text64(key.fingerprint.digest())}, "tlogEntries": []},
        "messageSignature": {
            "messageDigest": {
                "algorithm": "SHA2_256", "digest": text64(hashlib.sha256(content).digest())},
            "signature": text64(openssl("dgst", "-sha256", "-sign", key.path, input=content)),
        },
    })


def model_sign(folder, signature, key=None, chain=None, ignore=(), shards=None):
    """Signs as PyPI model-signing does."""
    from model_signing import hashing, signing

    config = signing.Config()
    if chain is None:
        config.use_elliptic_key_signer(private_key=key.path)
    else:
        config.use_certificate_signer(
            private_key=chain.leaf.path, signing_certificate=chain.leaf.certificate,
            certificate_chain=[chain.between.certificate])
    hashed = hashing.Config()
    if shards is not None:
        hashed.use_shard_serialization(shard_size=shards)
    hashed.set_ignored_paths(paths=[signature, *ignore], ignore_git_paths=True)
    config.set_hashing_config(hashed).sign(folder, signature)


def model_verify(folder, signature, key=None, chain=None):
    """Raises where PyPI model-signing does not verify."""
    from model_signing import hashing, verifying

    config = verifying.Config()
    if chain is None:
        config.use_elliptic_key_verifier(public_key=key.public)
    else:
        config.use_certificate_verifier(certificate_chain=[chain.root.certificate])
    config.set_hashing_config(
        hashing.Config().set_ignored_paths(paths=[signature], ignore_git_paths=True)
    ).verify(folder, signature)


def later(**delta):
    """A time as --at-time takes it."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**delta)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def vectors(*names):
    """A path among the vectors of others, or None."""
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(os.environ.get("WEIGHTCHECK_VECTORS") or root / "../shared/vectors")
    path = folder.joinpath(*names)
    return path.resolve() if path.exists() else None
