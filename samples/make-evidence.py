#!/usr/bin/env python3
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
"""Makes evidence/ beside this script: one small release, its tampered twin, and what publishers'
tools would say of the good one, in every form that verify reads.

It needs nothing but Python, and writes the same bytes every time. Signatures are not the same twice,
so what is signed stays as it is while its payload does; if that changes, openssl makes a key, signs,
and the key is thrown away. Nothing here can be verified by a key: it shows the forms.
"""

import base64
import hashlib
import json
import os
import pathlib
import runpy
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE / "evidence"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
samples = runpy.run_path(str(HERE / "make-samples.py"))
# Read before anything is written: the signatures that are there.
SIGNED = {
    path.relative_to(ROOT): path.read_bytes()
    for pattern in ("**/model.sig", "**/*.jsonl", "**/*.sigstore.json")
    for path in sorted(ROOT.glob(pattern))
}

WEIGHTS = samples["safetensors"](
    [("embed.weight", "F32", (8, 4)), ("output.weight", "BF16", (4, 4))],
    {"format": "pt", "note": "a sample of weightcheck, not a model"},
)
TAMPERED = WEIGHTS[:-1] + bytes([WEIGHTS[-1] ^ 1])
CONFIG = json.dumps({"hidden_size": 4, "vocab_size": 8}, indent=2).encode() + b"\n"
RELEASE = {"config.json": CONFIG, "model.safetensors": WEIGHTS}
TWIN = RELEASE | {"model.safetensors": TAMPERED}


def digest(content, algorithm="sha256"):
    return hashlib.new(algorithm, content).hexdigest()


def git_blob(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def lfs_pointer(content):
    return (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest(content)}\n"
        f"size {len(content)}\n"
    ).encode()


def text(document):
    return json.dumps(document, indent=2).encode() + b"\n"


def write(folder, files):
    for name, content in files.items():
        path = ROOT / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_both(folder, evidence):
    """The release and its twin, each with the same evidence about the good one."""
    write(folder, RELEASE | evidence)
    write(folder + "-tampered", TWIN | evidence)


# MARK: Signatures


def statement(predicate_type, predicate, subjects=None):
    if subjects is None:
        subjects = [
            {"name": name, "digest": {"sha256": digest(content)}}
            for name, content in RELEASE.items()
        ]
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": predicate_type,
        "predicate": predicate,
    }


def openssl(*arguments, input=None):
    return subprocess.run(
        ["openssl", *arguments], input=input, capture_output=True, check=True
    ).stdout


class Signer:
    """A key that lives as long as this object, and a certificate that it signed itself."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.key = os.path.join(self.folder.name, "key")
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.key)
        self.public = openssl("ec", "-in", self.key, "-pubout")
        pem = openssl(
            "req", "-new", "-x509", "-key", self.key, "-days", "1", "-subj",
            "/CN=a sample of weightcheck",
        )
        self.certificate = "".join(pem.decode().split("-----")[2].split())

    def envelope(self, payload, payload_type="application/vnd.in-toto+json"):
        signed = b"DSSEv1 %d %s %d %s" % (
            len(payload_type), payload_type.encode(), len(payload), payload,
        )
        signature = openssl("dgst", "-sha256", "-sign", self.key, input=signed)
        return {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": payload_type,
            "signatures": [{"sig": base64.b64encode(signature).decode(), "keyid": ""}],
        }

    def bundle(self, payload, by_certificate=False):
        material = (
            {"certificate": {"rawBytes": self.certificate}}
            if by_certificate
            else {"publicKey": {"hint": digest(self.public)}}
        )
        return {
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": material | {"tlogEntries": []},
            "dsseEnvelope": self.envelope(payload),
        }


def signed(path, payload, make):
    """What `make` makes of the payload with a new key; what is there if that has this payload."""
    old = SIGNED.get(pathlib.PurePath(path))
    if old is not None:
        document = json.loads(old)
        envelope = document.get("dsseEnvelope", document)
        if base64.b64decode(envelope["payload"]) == payload:
            return old
    return json.dumps(make(Signer(), payload)).encode() + b"\n"


# MARK: Forms


def checksum_files():
    """Names that are awkward, in the styles of GNU and of BSD."""
    names = ["two  words.bin", "-dash.bin", "#hash.bin", "(paren) = x.bin", "naïve 日本.bin", "it's.bin"]
    files = {name: name.encode() for name in names} | RELEASE
    gnu = "".join(f"{digest(content)}  {name}\n" for name, content in files.items())
    bsd = "".join(f"SHA256 ({name}) = {digest(content)}\n" for name, content in files.items())
    write("checksums", files | {"SHA256SUMS": gnu.encode()})
    write("documents", {"CHECKSUMS.bsd": bsd.encode()})


def hub_documents():
    """What the Hugging Face Hub answers, of a repository that keeps the weights in git-LFS."""
    siblings, tree = [], []
    for name, content in RELEASE.items():
        size = len(content)
        if name.endswith(".safetensors"):
            pointer = lfs_pointer(content)
            blob = git_blob(pointer)
            extent = {"size": size, "pointerSize": len(pointer)}
            info = {"blobId": blob, "lfs": {"sha256": digest(content)} | extent}
            entry = {"oid": blob, "lfs": {"oid": digest(content)} | extent}
        else:
            blob = git_blob(content)
            info, entry = {"blobId": blob}, {"oid": blob}
        siblings.append({"rfilename": name, "size": size} | info)
        tree.append({"type": "file"} | entry | {"size": size, "path": name})
    info = {"id": "weightcheck/sample", "sha": COMMIT, "private": False, "siblings": siblings}
    write(
        "documents",
        {"hub-info.json": text(info), "hub-tree.json": text(tree),
         "hub-paths-info.json": text(tree[1:]), "lfs-pointer": lfs_pointer(WEIGHTS)},
    )


def hub_cache(folder, release):
    """The cache of huggingface_hub; blobs keep the names that the Hub gave for the good release."""
    model = ROOT / folder / "models--weightcheck--sample"
    snapshot = model / "snapshots" / COMMIT
    snapshot.mkdir(parents=True)
    (model / "blobs").mkdir()
    (model / "refs").mkdir()
    (model / "refs" / "main").write_text(COMMIT)
    for name, content in release.items():
        good = RELEASE[name]
        blob = digest(good) if name.endswith(".safetensors") else git_blob(good)
        (model / "blobs" / blob).write_bytes(content)
        (snapshot / name).symlink_to(f"../../blobs/{blob}")


def hub_download():
    """What huggingface_hub leaves behind in a folder given as local_dir."""
    notes = {}
    for name, content in RELEASE.items():
        tag = digest(content) if name.endswith(".safetensors") else git_blob(content)
        note = f"{COMMIT}\n{tag}\n1700000000.0\n"
        notes[f".cache/huggingface/download/{name}.metadata"] = note.encode()
    write_both("local-dir", notes)


def ollama():
    """A store of Ollama: blobs under their digests, and a manifest that names them."""
    model = (HERE / "gguf" / "model.gguf").read_bytes()
    config = json.dumps({"model_format": "gguf", "model_family": "sample"}).encode()
    template = b"{{ .Prompt }}"

    def descriptor(kind, content):
        return {
            "mediaType": kind, "digest": f"sha256:{digest(content)}", "size": len(content),
        }

    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": descriptor("application/vnd.docker.container.image.v1+json", config),
        "layers": [
            descriptor("application/vnd.ollama.image.model", model),
            descriptor("application/vnd.ollama.image.template", template),
        ],
    }
    place = "manifests/registry.ollama.ai/library/sample/latest"
    blobs = {f"blobs/sha256-{digest(content)}": content for content in (model, config, template)}
    files = {place: json.dumps(manifest).encode()} | blobs
    write("ollama", files)
    write("ollama-tampered", files | {f"blobs/sha256-{digest(model)}": tampered_gguf()})


def oci_documents():
    """Manifests of registries: ModelPack with raw layers, and what ORAS pushes."""

    def descriptor(kind, content, annotations=None):
        described = {"mediaType": kind, "digest": f"sha256:{digest(content)}", "size": len(content)}
        return described | ({"annotations": annotations} if annotations else {})

    head = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json"}
    modelpack = head | {
        "artifactType": "application/vnd.cncf.model.manifest.v1+json",
        "config": descriptor("application/vnd.cncf.model.config.v1+json", b"{}"),
        "layers": [
            descriptor(
                f"application/vnd.cncf.model.{kind}.v1.raw", RELEASE[name],
                {"org.cncf.model.filepath": name},
            )
            for name, kind in (("model.safetensors", "weight"), ("config.json", "weight.config"))
        ],
    }
    oras = head | {
        "artifactType": "application/vnd.example.model",
        "config": descriptor("application/vnd.oci.empty.v1+json", b"{}"),
        "layers": [
            descriptor(
                "application/vnd.oci.image.layer.v1.tar", content,
                {"org.opencontainers.image.title": name},
            )
            for name, content in RELEASE.items()
        ],
    }
    write("documents", {"modelpack.json": text(modelpack), "oras.json": text(oras)})


def bills_of_materials():
    component = lambda kind, name, content: {
        "type": kind, "name": name, "hashes": [{"alg": "SHA-256", "content": digest(content)}]
    }
    cyclonedx = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {"type": "machine-learning-model", "name": "sample"}},
        "components": [component("file", name, content) for name, content in RELEASE.items()],
    }
    spdx = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": "sample", "documentNamespace": "https://example.org/spdx/sample",
        "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: sample"]},
        "files": [
            {
                "SPDXID": f"SPDXRef-File-{number}", "fileName": f"./{name}",
                "checksums": [
                    {"algorithm": "SHA1", "checksumValue": digest(content, "sha1")},
                    {"algorithm": "SHA256", "checksumValue": digest(content)},
                ],
            }
            for number, (name, content) in enumerate(RELEASE.items())
        ],
    }
    information = "_:creation"
    spdx3 = {
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
            {
                "type": "CreationInfo", "@id": information, "specVersion": "3.0.1",
                "created": "2026-01-01T00:00:00Z", "createdBy": ["https://example.org/agent"],
            },
            {
                "type": "Agent", "spdxId": "https://example.org/agent", "name": "sample",
                "creationInfo": information,
            },
        ] + [
            {
                "type": "software_File", "spdxId": f"https://example.org/file/{number}",
                "creationInfo": information, "name": name,
                "verifiedUsing": [
                    {"type": "Hash", "algorithm": "sha256", "hashValue": digest(content)}
                ],
            }
            for number, (name, content) in enumerate(RELEASE.items())
        ],
    }
    write(
        "documents",
        {"cyclonedx.json": text(cyclonedx), "spdx-2.3.json": text(spdx),
         "spdx-3.0.json": text(spdx3)},
    )


def tampered_gguf():
    """gguf/model.gguf with one bit of its last tensor flipped, before the padding at the end."""
    model = bytearray((HERE / "gguf" / "model.gguf").read_bytes())
    model[-25] ^= 1
    return bytes(model)


def gguf_hash():
    """Lines of llama.cpp's gguf-hash about gguf/model.gguf."""
    content = (HERE / "gguf" / "model.gguf").read_bytes()
    lines, everything = [], hashlib.sha256()
    for name, offset, length in gguf_tensors(content):
        data = content[offset : offset + length]
        everything.update(data)
        lines.append(f"sha256    {digest(data)}  model.gguf:{name}\n")
    lines.append(f"sha256    {everything.hexdigest()}  model.gguf\n")
    write("documents", {"gguf-hash": "".join(lines).encode()})
    write("gguf-tampered", {"model.gguf": tampered_gguf()})


def gguf_tensors(content):
    """Name, place and length of each tensor of the sample; it has F32 and Q8_0 only."""
    def u32(at):
        return int.from_bytes(content[at : at + 4], "little")

    def u64(at):
        return int.from_bytes(content[at : at + 8], "little")

    def string(at):
        return content[at + 8 : at + 8 + u64(at)].decode(), at + 8 + u64(at)

    count, keys, at = u64(8), u64(16), 24
    for _ in range(keys):
        _, at = string(at)
        kind, at = u32(at), at + 4
        if kind == 8:
            _, at = string(at)
        elif kind == 9:
            length, at = u64(at + 4), at + 12
            for _ in range(length):
                _, at = string(at)
        else:
            at += 4
    infos = []
    for _ in range(count):
        name, at = string(at)
        dimensions, at = u32(at), at + 4
        elements = 1
        for _ in range(dimensions):
            elements, at = elements * u64(at), at + 8
        length = elements * 4 if u32(at) == 0 else elements // 32 * 34
        infos.append((name, u64(at + 4), length))
        at += 12
    start = -(-at // 32) * 32
    return [(name, start + offset, length) for name, offset, length in infos]


def signed_documents():
    resources = [
        {"name": name, "digest": digest(content), "algorithm": "sha256"}
        for name, content in sorted(RELEASE.items())
    ]
    root = digest(b"".join(bytes.fromhex(resource["digest"]) for resource in resources))
    oms = text(
        statement(
            "https://model_signing/signature/v1.0",
            {
                "serialization": {
                    "method": "files", "hash_type": "sha256", "allow_symlinks": False,
                    "ignore_paths": [".git", ".gitattributes", ".gitignore", ".github"],
                },
                "resources": resources,
            },
            [{"name": "sample", "digest": {"sha256": root}}],
        )
    )
    bundle = lambda signer, payload: signer.bundle(payload)
    write_both("oms", {"model.sig": signed("oms/model.sig", oms, bundle)})

    release = statement(
        "https://in-toto.io/attestation/release/v0.1",
        {"purl": "pkg:generic/weightcheck/sample@1", "releaseId": "1"},
    )
    write_both("in-toto", {"release.intoto.json": text(release)})

    provenance = json.dumps(
        statement(
            "https://slsa.dev/provenance/v1",
            {
                "buildDefinition": {
                    "buildType": "https://example.org/training",
                    "externalParameters": {"recipe": "sample"},
                },
                "runDetails": {"builder": {"id": "https://example.org/builder"}},
            },
        )
    ).encode()
    envelope = lambda signer, payload: signer.envelope(payload)
    place = "slsa/sample.intoto.jsonl"
    write_both("slsa", {"sample.intoto.jsonl": signed(place, provenance, envelope)})

    # As `gh attestation download` writes it: bundles, one a line, each about one file.
    lines = []
    for number, (name, content) in enumerate(RELEASE.items()):
        subject = [{"name": name, "digest": {"sha256": digest(content)}}]
        payload = json.dumps(
            statement(
                "https://slsa.dev/provenance/v1",
                {
                    "buildDefinition": {
                        "buildType": "https://actions.github.io/buildtypes/workflow/v1",
                        "externalParameters": {
                            "workflow": {"ref": "refs/heads/main", "path": ".github/w.yml"}
                        },
                    },
                    "runDetails": {"builder": {"id": "https://github.com/actions/runner"}},
                },
                subject,
            )
        ).encode()
        old = SIGNED.get(pathlib.PurePath("documents/github.jsonl"), b"").splitlines()
        if number < len(old):
            SIGNED[pathlib.PurePath("line")] = old[number] + b"\n"
        lines.append(signed("line", payload, lambda s, p: s.bundle(p, by_certificate=True)))
    write("documents", {"github.jsonl": b"".join(lines)})

    # As `cosign sign-blob --bundle` writes it: the digest of one file, which it does not name.
    place = pathlib.PurePath("sigstore/model.safetensors.sigstore.json")
    old = SIGNED.get(place)
    value = base64.b64encode(hashlib.sha256(WEIGHTS).digest()).decode()
    if old is None or json.loads(old)["messageSignature"]["messageDigest"]["digest"] != value:
        signer = Signer()
        signature = openssl("dgst", "-sha256", "-sign", signer.key, input=WEIGHTS)
        old = json.dumps(
            {
                "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
                "verificationMaterial": {
                    "certificate": {"rawBytes": signer.certificate}, "tlogEntries": [],
                },
                "messageSignature": {
                    "messageDigest": {"algorithm": "SHA2_256", "digest": value},
                    "signature": base64.b64encode(signature).decode(),
                },
            }
        ).encode() + b"\n"
    write_both("sigstore", {place.name: old})


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    write("release", RELEASE)
    write("tampered", TWIN)
    checksum_files()
    hub_documents()
    hub_cache("hub-cache", RELEASE)
    hub_cache("hub-cache-tampered", TWIN)
    hub_download()
    ollama()
    oci_documents()
    bills_of_materials()
    gguf_hash()
    signed_documents()


if __name__ == "__main__":
    main()
