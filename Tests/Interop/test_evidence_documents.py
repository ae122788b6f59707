# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""Documents that the libraries of each form write: SPDX, CycloneDX, in-toto, DSSE, model-signing."""

import datetime
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest
from conftest import SHA256
from evidence import WEIGHTS, both, files_of, flip, make_release, refused, sha256, verified


def spdx2(files):
    from spdx_tools.spdx.model import (
        Actor, ActorType, Checksum, ChecksumAlgorithm, CreationInfo, Document, File, Relationship,
        RelationshipType,
    )
    from spdx_tools.spdx.writer.json import json_writer

    document = Document(
        CreationInfo(
            "SPDX-2.3", "SPDXRef-DOCUMENT", "release", "https://example.org/release",
            [Actor(ActorType.TOOL, "spdx-tools")], datetime.datetime(2026, 1, 1)),
        files=[
            File(f"./{name}", f"SPDXRef-{number}", [
                Checksum(ChecksumAlgorithm.SHA1, hash_of("sha1", content)),
                Checksum(ChecksumAlgorithm.SHA256, sha256(content)),
                Checksum(ChecksumAlgorithm.SHA512, hash_of("sha512", content)),
            ])
            for number, (name, content) in enumerate(files.items())
        ],
        relationships=[
            Relationship("SPDXRef-DOCUMENT", RelationshipType.DESCRIBES, f"SPDXRef-{number}")
            for number in range(len(files))
        ])
    out = io.StringIO()
    json_writer.write_document_to_stream(document, out, validate=True)
    return out.getvalue()


def spdx3(files):
    from spdx_python_model import v3_0_1 as spdx

    creation = spdx.CreationInfo()
    creation.specVersion = "3.0.1"
    creation.created = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    agent = spdx.Person(_id="https://example.org/person", name="a", creationInfo=creation)
    creation.createdBy = [agent]
    objects = spdx.SHACLObjectSet()
    objects.add(agent)
    package = spdx.ai_AIPackage(
        _id="https://example.org/model", name="a model", creationInfo=creation)
    package.software_packageVersion = "1"
    objects.add(package)
    for number, (name, content) in enumerate(files.items()):
        file = spdx.software_File(
            _id=f"https://example.org/file/{number}", name=name, creationInfo=creation)
        file.verifiedUsing = [
            spdx.Hash(algorithm=spdx.HashAlgorithm.sha256, hashValue=sha256(content)),
            spdx.Hash(algorithm=spdx.HashAlgorithm.blake2b512,
                      hashValue=hash_of("blake2b", content)),
        ]
        objects.add(file)
    out = io.BytesIO()
    spdx.JSONLDSerializer().write(objects, out)
    return out.getvalue().decode()


def cyclonedx(version):
    def write(files):
        from cyclonedx.model import HashAlgorithm, HashType
        from cyclonedx.model.bom import Bom
        from cyclonedx.model.component import Component, ComponentType
        from cyclonedx.output import make_outputter
        from cyclonedx.schema import OutputFormat, SchemaVersion

        bom = Bom(components=[
            Component(type=ComponentType.FILE, name=name, hashes=[
                HashType(alg=HashAlgorithm.SHA_1, content=hash_of("sha1", content)),
                HashType(alg=HashAlgorithm.SHA_256, content=sha256(content)),
                HashType(alg=HashAlgorithm.BLAKE2B_512, content=hash_of("blake2b", content)),
            ])
            for name, content in files.items()
        ])
        if version != "1.4":  # which has no models yet
            bom.metadata.component = Component(
                type=ComponentType.MACHINE_LEARNING_MODEL, name="a model", version="1")
            bom.register_dependency(bom.metadata.component, bom.components)
        schema = SchemaVersion.from_version(version)
        return make_outputter(bom, OutputFormat.JSON, schema).output_as_string(indent=2)

    return write


def statement(files, digests=("sha256",)):
    from google.protobuf import json_format
    from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
    from in_toto_attestation.v1.statement import Statement

    subjects = [
        ResourceDescriptor(
            name=name, digest={key: hash_of(key, content) for key in digests}).pb
        for name, content in files.items()
    ]
    predicate = {
        "buildDefinition": {
            "buildType": "https://example.org/build", "externalParameters": {"seed": 1},
            "resolvedDependencies": [{"uri": "https://example.org", "digest": {"sha256": "0" * 64}}],
        },
        "runDetails": {"builder": {"id": "https://example.org/builder"}},
    }
    result = Statement(subjects, "https://slsa.dev/provenance/v1", predicate)
    result.validate()
    return json_format.MessageToJson(result.pb)


def envelope(files):
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import CryptoSigner

    dsse = Envelope(statement(files).encode(), "application/vnd.in-toto+json", {})
    dsse.sign(CryptoSigner.generate_ecdsa())
    return json.dumps(dsse.to_dict())


def lines(files):
    """An envelope a line, each about one file."""
    return "".join(envelope({name: content}) + "\n" for name, content in files.items())


def hash_of(algorithm, content):
    import hashlib

    return hashlib.new(algorithm, content).hexdigest()


FORMS = {
    "SPDX 2.3 by spdx-tools": (spdx2, "spdx", "absent"),
    "SPDX 3.0.1 by spdx-python-model": (spdx3, "spdx", "absent"),
    "CycloneDX 1.4 by cyclonedx-python-lib": (cyclonedx("1.4"), "cyclonedx", "absent"),
    "CycloneDX 1.5 by cyclonedx-python-lib": (cyclonedx("1.5"), "cyclonedx", "absent"),
    "CycloneDX 1.6 by cyclonedx-python-lib": (cyclonedx("1.6"), "cyclonedx", "absent"),
    "SLSA by in-toto-attestation": (statement, "in-toto", "absent"),
    "DSSE by securesystemslib": (envelope, "in-toto", "unchecked"),
    "DSSE lines by securesystemslib": (lines, "in-toto", "unchecked"),
}


@pytest.fixture
def folder(tmp_path):
    return make_release(tmp_path / "release")


@pytest.mark.parametrize("name", FORMS)
def test_a_document_of(weightcheck, folder, tmp_path, name):
    write, form, state = FORMS[name]
    document = tmp_path / "document"
    document.write_text(write(files_of(folder)))
    named = ["--manifest", document]
    text, _ = verified(
        weightcheck, folder, *named, "--unlisted", "fail", form=form, state=state, count=4)
    if state == "unchecked":
        assert "signed, but you named no signer" in text.last_line
    verified(weightcheck, folder / WEIGHTS, *named, form=form, state=state, count=1)
    both(weightcheck, folder, *named, "--require", "signed", status=2)
    for victim in [WEIGHTS, "vae/part.safetensors", "config.json"]:
        flip(folder / victim, 3 if victim.endswith("json") else -1)
        refused(weightcheck, folder, *named, name=victim)
        if victim == WEIGHTS:
            refused(weightcheck, folder / victim, *named, name=victim)
        flip(folder / victim, 3 if victim.endswith("json") else -1)
    (folder / "extra.bin").write_bytes(b"more")
    both(weightcheck, folder, *named, "--unlisted", "fail", status=1)
    (folder / "extra.bin").unlink()
    (folder / "config.json").unlink()
    # TRUST 2.6: what is missing from a signed form is a difference.
    text, _ = both(weightcheck, folder, *named, status=1 if state == "unchecked" else 2)
    assert "config.json" in text.last_line


@pytest.mark.parametrize("name", FORMS)
def test_a_flipped_byte_of(weightcheck, tmp_path, name):
    """Never a crash, and never verified by a digest that is not the file's."""
    import random

    folder = tmp_path / "release"
    folder.mkdir()
    make_weights = make_release(tmp_path / "other") / WEIGHTS
    shutil.copy(make_weights, folder / WEIGHTS)
    good = FORMS[name][0](files_of(folder)).encode()
    own = {sha256((folder / WEIGHTS).read_bytes()), None,
           hash_of("sha512", (folder / WEIGHTS).read_bytes()),
           hash_of("blake2b", (folder / WEIGHTS).read_bytes())}
    chance = random.Random(4)
    document = tmp_path / "document"
    for place in chance.sample(range(len(good)), 40):
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        document.write_bytes(bad)
        run = weightcheck("verify", folder, "--manifest", document, "--json")
        assert run.status in (0, 1, 2, 3), run.err
        if run.status == 0:
            (file,) = run.json["files"]
            for claim in file["claims"]:
                assert claim["expected"] in own and claim["expected"] == claim["actual"]


@pytest.mark.parametrize("name", ["SPDX 2.3 by spdx-tools", "CycloneDX 1.6 by cyclonedx-python-lib"])
def test_the_real_release(weightcheck, model, tmp_path, name):
    write, form, _ = FORMS[name]
    document = tmp_path / "document"
    document.write_text(write({"model.safetensors": model.read_bytes()}))
    _, report = verified(weightcheck, model, "--manifest", document, form=form, count=1)
    assert SHA256 in [c["expected"] for c in report["files"][0]["claims"]]
    copy = tmp_path / "model.safetensors"
    shutil.copy(model, copy)
    flip(copy, 50_000_000)
    refused(weightcheck, copy, "--manifest", document, name="model.safetensors")


def test_statements_that_are_found(weightcheck, folder):
    """Beside the weights, without options; the digest that is computed is the one that counts."""
    (folder / "release.intoto.json").write_text(statement(files_of(folder)))
    verified(weightcheck, folder, form="in-toto", count=4)
    flip(folder / WEIGHTS)
    refused(weightcheck, folder, name=WEIGHTS)
    flip(folder / WEIGHTS)
    (folder / "release.intoto.json").write_text(
        statement({n: c for n, c in files_of(folder).items() if n != "release.intoto.json"},
                  ("sha512", "sha256")))
    verified(weightcheck, folder, form="in-toto", count=4)


# MARK: OpenSSF Model Signing


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "key.pem"
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path],
                   check=True, capture_output=True)
    return path


def sign(folder, key, *options, signature=None):
    """Signs as PyPI model-signing does on the command line."""
    command = pathlib.Path(sys.executable).parent / "model_signing"
    subprocess.run(
        [command, "sign", "key", "--private_key", key, "--signature",
         signature or folder / "model.sig", *options, folder], check=True, capture_output=True)


def test_a_signed_folder(weightcheck, folder, key):
    sign(folder, key)
    text, _ = verified(weightcheck, folder, form="oms", state="unchecked", count=4)
    assert b"signed, but you named no signer" in text.out
    verified(weightcheck, folder, "--unlisted", "fail", form="oms", state="unchecked")
    verified(weightcheck, folder / WEIGHTS, form="oms", state="unchecked", count=1)
    both(weightcheck, folder, "--require", "signed", status=2)
    both(weightcheck, folder, "--require", "manifest", status=2)
    for name in [WEIGHTS, "vae/part.safetensors", "config.json"]:
        flip(folder / name, 3 if name.endswith("json") else -1)
        refused(weightcheck, folder, name=name)
        flip(folder / name, 3 if name.endswith("json") else -1)
    # Named from elsewhere it is worth what was named.
    signature = folder.parent / "elsewhere.sig"
    shutil.move(folder / "model.sig", signature)
    verified(weightcheck, folder, "--manifest", signature, form="oms", state="unchecked", count=4)
    both(weightcheck, folder, "--manifest", signature, "--require", "signed", status=2)
    (folder / "config.json").unlink()
    assert weightcheck("verify", folder, "--manifest", signature).status in (1, 2)


def test_a_signature_beside_the_signed_folder(weightcheck, folder, key):
    """Where model-signing puts it unless it is told otherwise: the folder where it was run."""
    sign(folder, key)
    (folder / "model.sig").rename(folder.parent / "model.sig")
    verified(weightcheck, folder, form="oms", state="unchecked", count=4)


def test_a_signature_of_one_file(weightcheck, folder, key):
    sign(folder / WEIGHTS, key, signature=folder / f"{WEIGHTS}.sig")
    verified(weightcheck, folder / WEIGHTS, form="oms", state="unchecked", count=1)
    flip(folder / WEIGHTS)
    # The statement calls a model that is one file '.'; the signature is called after the file.
    refused(weightcheck, folder / WEIGHTS, name=WEIGHTS)
    refused(weightcheck, folder / WEIGHTS, "--manifest", folder / f"{WEIGHTS}.sig", name=WEIGHTS)


def test_a_payload_that_was_changed(weightcheck, folder, key):
    """The root digest in the statement binds the list of files, signature or not."""
    import base64

    sign(folder, key)
    path = folder / "model.sig"
    bundle = json.loads(path.read_text())
    payload = base64.b64decode(bundle["dsseEnvelope"]["payload"])
    old = sha256((folder / WEIGHTS).read_bytes()).encode()
    flip(folder / WEIGHTS)
    new = payload.replace(old, sha256((folder / WEIGHTS).read_bytes()).encode())
    assert new != payload
    bundle["dsseEnvelope"]["payload"] = base64.b64encode(new).decode()
    path.write_text(json.dumps(bundle))
    assert weightcheck("verify", folder).status == 2
    assert weightcheck("verify", folder, "--manifest", path).status in (2, 3)


def test_what_a_signer_exempted(weightcheck, folder, key):
    """A signature that leaves the weights out says nothing of them."""
    sign(folder, key, "--ignore-paths", folder / WEIGHTS)
    text, report = both(weightcheck, folder, status=2)
    assert WEIGHTS in text.last_line
    assert any(f["id"] == "evidence.exempted" for f in report["findings"])


def test_a_bundle_by_shards(weightcheck, folder, key):
    """Digests of ranges are read; if they cannot be judged, that is never 0 nor a crash."""
    code = """
import pathlib, sys
from model_signing import hashing, signing
folder, key = map(pathlib.Path, sys.argv[1:])
signature = folder / "model.sig"
signing.Config().use_elliptic_key_signer(private_key=key).set_hashing_config(
    hashing.Config().use_shard_serialization(shard_size=100).set_ignored_paths(paths=[signature])
).sign(folder, signature)
"""
    subprocess.run([sys.executable, "-c", code, folder, key], check=True, capture_output=True)
    run = weightcheck("verify", folder, "--json")
    assert run.status in (0, 2), run.out
    if run.status == 0:
        flip(folder / WEIGHTS)
        refused(weightcheck, folder, name=WEIGHTS)
    else:
        assert any(m["form"] == "oms" for m in run.json["manifests"])
        flip(folder / WEIGHTS)
        assert weightcheck("verify", folder).status in (1, 2)


def test_sigstore_reads_the_bundle_too(folder, key):
    """PyPI sigstore's own models accept the bundle that verify accepts above."""
    from sigstore_models.bundle.v1 import Bundle

    sign(folder, key)
    bundle = Bundle.from_json((folder / "model.sig").read_bytes())
    assert bundle.media_type.endswith("v0.3+json")


# MARK: Ollama


@pytest.fixture
def store(tmp_path):
    """A store by its documented layout, with a GGUF file by the gguf writer."""
    import gguf
    import numpy

    path = tmp_path / "model.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(1)
    writer.add_tensor("token_embd.weight", numpy.ones((4, 32), numpy.float32))
    writer.add_tensor("output_norm.weight", numpy.arange(32, dtype=numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    model = path.read_bytes()
    store = tmp_path / "models"
    config = b'{"model_format":"gguf","model_family":"llama"}'
    contents = {"image.model": model, "image.template": b"{{ .Prompt }}",
                "image.license": b"as you like", "image.params": b'{"temperature":1}'}
    (store / "blobs").mkdir(parents=True)
    for content in [config, *contents.values()]:
        (store / "blobs" / f"sha256-{sha256(content)}").write_bytes(content)
    manifest = {
        "schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": {"mediaType": "application/vnd.docker.container.image.v1+json",
                   "digest": f"sha256:{sha256(config)}", "size": len(config)},
        "layers": [{"mediaType": f"application/vnd.ollama.{kind}",
                    "digest": f"sha256:{sha256(content)}", "size": len(content)}
                   for kind, content in contents.items()],
    }
    tag = store / "manifests" / "registry.ollama.ai" / "library" / "tiny" / "latest"
    tag.parent.mkdir(parents=True)
    tag.write_text(json.dumps(manifest))
    return store, tag, f"sha256-{sha256(model)}"


def test_an_ollama_store(weightcheck, store):
    folder, tag, blob = store
    verified(weightcheck, folder, form="oci", count=5)
    verified(weightcheck, folder / "blobs", form="oci", count=5)
    verified(weightcheck, folder / "blobs" / blob, form="oci", count=1)
    verified(weightcheck, folder / "blobs" / blob, "--manifest", tag, form="oci", count=1)
    verified(weightcheck, folder / "blobs", "--manifest", tag, form="oci", count=5)
    flip(folder / "blobs" / blob)
    for path in [folder, folder / "blobs", folder / "blobs" / blob]:
        refused(weightcheck, path, name=blob)
    refused(weightcheck, folder / "blobs" / blob, "--manifest", tag, name=blob)
    flip(folder / "blobs" / blob)
    (folder / "blobs" / blob).rename(folder.parent / blob)
    assert weightcheck("verify", folder).status == 2
    verified(weightcheck, folder.parent / blob, "--manifest", tag, form="oci", count=1)


def test_an_ollama_blob_under_another_name(weightcheck, store):
    """The store's manifest names the blob; a copy elsewhere is bound by its digest, or not at all."""
    folder, tag, blob = store
    copy = folder.parent / "copy.gguf"
    shutil.copy(folder / "blobs" / blob, copy)
    verified(weightcheck, copy, "--manifest", tag, form="oci", count=1)
    flip(copy)
    assert weightcheck("verify", copy, "--manifest", tag).status in (1, 2)


# MARK: Checksum tools on odd names

NAMES = [
    "plain.bin", "two  words.bin", " lead", "trail ", "-dash.bin", "--tag", "back\\slash.bin",
    "back\\nslash", "new\nline.bin", "ret\rurn", "tab\tbed", "quote'\".bin", "`tick`$(x)",
    "*star", "#hash", "(paren) = x", "SHA256 (x) = y", "caf\u00e9.bin", "cafe\u0301.bin",
    "\u65e5\u672c\u8a9e", "\u202egnp.bin", "sub/\u00e9.bin", "sub/-", "\\", "\n",
]
TOOLS = {
    "sha256sum": ["sha256sum"],
    "sha256sum --tag": ["sha256sum", "--tag"],
    "sha512sum": ["sha512sum"],
    "sha384sum": ["sha384sum"],
    "b2sum": ["b2sum"],
    "b2sum --tag": ["b2sum", "--tag"],
    "cksum -a sha256": ["cksum", "-a", "sha256"],
    "cksum -a sha384": ["cksum", "-a", "sha384"],
    "cksum -a sha512": ["cksum", "-a", "sha512"],
    "cksum -a blake2b": ["cksum", "-a", "blake2b"],
    "cksum -a blake2b --untagged": ["cksum", "-a", "blake2b", "--untagged"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_odd_names(weightcheck, tmp_path, tool):
    folder = tmp_path / "release"
    make_release(folder)
    shutil.rmtree(folder / "vae")
    for number, name in enumerate(NAMES):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%d" % number)
    names = sorted(files_of(folder))
    sums = subprocess.run(
        [*TOOLS[tool], "--", *names], cwd=folder, capture_output=True, check=True).stdout
    # Digests of one length are told apart by the document's name, as people give it.
    named = "b2sums" if "b2" in tool or "blake2b" in tool else "SHA512SUMS"
    document = tmp_path / (named if named == "b2sums" or "512" in tool else "sums")
    document.write_bytes(sums)
    # Two names are one to a system that composes letters: that is a finding, not a verdict.
    verified(weightcheck, folder, "--manifest", document, "--unlisted", "fail",
             form="checksums", count=len(names))
    for victim in ["back\\slash.bin", "-dash.bin", "cafe\u0301.bin", WEIGHTS]:
        flip(folder / victim)
        _, report = both(weightcheck, folder, "--manifest", document, status=1)
        bad = [f["path"] for f in report["files"] if f["verdict"] == "mismatch"]
        assert bad == [victim]
        flip(folder / victim)
    if tool in ("sha256sum", "sha256sum --tag", "cksum -a sha256"):
        (folder / "SHA256SUMS").write_bytes(sums)
        verified(weightcheck, folder, form="checksums", count=len(names))


@pytest.mark.parametrize("tool", ["md5sum", "sha1sum", "sha224sum", "cksum"])
def test_weak_tools_verify_nothing(weightcheck, tmp_path, tool):
    folder = make_release(tmp_path / "release")
    sums = subprocess.run([tool, *files_of(folder)], cwd=folder, capture_output=True,
                          check=True).stdout
    document = tmp_path / "sums"
    document.write_bytes(sums)
    run = weightcheck("verify", folder, "--manifest", document)
    assert run.status in (2, 3), run.out
