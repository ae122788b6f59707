# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What huggingface_hub's own code downloads from a small Hub on this machine, and that Hub's JSON."""

import http.server
import json
import os
import re
import shutil
import threading
import urllib.parse

import pytest
from evidence import (
    WEIGHTS, both, files_of, flip, git_blob, lfs_pointer, make_release, refused, sha256, verified,
)

os.environ.update(HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_TELEMETRY="1", HF_TOKEN="",
                  HF_HUB_DISABLE_PROGRESS_BARS="1", NO_PROXY="127.0.0.1,localhost")
import huggingface_hub  # noqa: E402

MODEL = "weightcheck/sample"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub:
    """The answers of the Hub about one repository, whose *.safetensors git-LFS keeps."""

    def __init__(self, root):
        self.files = files_of(root)
        self.siblings, self.tree = [], []
        folders = {os.path.dirname(name) for name in self.files} - {""}
        for folder in sorted(folders):
            self.tree.append({"type": "directory", "oid": "0" * 40, "size": 0, "path": folder})
        for name, content in self.files.items():
            size = len(content)
            if name.endswith(".safetensors"):
                pointer = lfs_pointer(content)
                blob = git_blob(pointer)
                extent = {"size": size, "pointerSize": len(pointer)}
                info = {"blobId": blob, "lfs": {"sha256": sha256(content)} | extent}
                entry = {"oid": blob, "lfs": {"oid": sha256(content)} | extent,
                         "xetHash": sha256(name.encode())}
            else:
                blob = git_blob(content)
                info, entry = {"blobId": blob}, {"oid": blob}
            self.siblings.append({"rfilename": name, "size": size} | info)
            self.tree.append({"type": "file"} | entry | {"size": size, "path": name})

    def etag(self, name):
        content = self.files[name]
        return sha256(content) if name.endswith(".safetensors") else git_blob(content)

    def info(self, blobs):
        keys = {"rfilename", "size", "blobId", "lfs"} if blobs else {"rfilename"}
        siblings = [{k: v for k, v in s.items() if k in keys} for s in self.siblings]
        return {"_id": "0" * 24, "id": MODEL, "modelId": MODEL, "author": "weightcheck",
                "sha": COMMIT, "private": False, "disabled": False, "gated": False, "downloads": 0,
                "likes": 0, "tags": [], "createdAt": "2026-01-01T00:00:00.000Z",
                "lastModified": "2026-01-01T00:00:00.000Z", "siblings": siblings}

    def documents(self):
        """The three listings that the API gives, as they would be saved."""
        return {
            "info": json.dumps(self.info(blobs=True)),
            "tree": json.dumps(self.tree),
            "paths-info": json.dumps([e for e in self.tree if e["path"] != "config.json"]),
        }


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, content=b"", headers=()):
        self.send_response(status)
        for key, value in dict(headers).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        hub = self.server.hub
        url = urllib.parse.urlsplit(self.path)
        path, query = urllib.parse.unquote(url.path), urllib.parse.parse_qs(url.query)
        kind = {"Content-Type": "application/json"}
        if match := re.fullmatch(f"/{MODEL}/resolve/[^/]+/(.+)", path):
            name = match[1]
            if name not in hub.files:
                return self.answer(
                    404, headers={"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
            common = {"X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
            if name.endswith(".safetensors"):  # what LFS keeps is elsewhere
                return self.answer(302, headers=common | {
                    "ETag": f'"{git_blob(lfs_pointer(hub.files[name]))}"',
                    "X-Linked-Etag": f'"{hub.etag(name)}"',
                    "X-Linked-Size": str(len(hub.files[name])),
                    "Location": f"{self.server.elsewhere}/lfs/{urllib.parse.quote(name)}",
                })
            return self.answer(200, hub.files[name], common | {"ETag": f'"{hub.etag(name)}"'})
        if path.startswith("/lfs/"):
            return self.answer(200, hub.files[path[5:]], {"ETag": f'"{hub.etag(path[5:])}"'})
        if re.fullmatch(f"/api/models/{MODEL}(/revision/[^/]+)?", path):
            info = hub.info(blobs="blobs" in query)
            return self.answer(200, json.dumps(info).encode(), kind)
        if path.startswith(f"/api/models/{MODEL}/tree/"):
            return self.answer(200, json.dumps(hub.tree).encode(), kind)
        self.answer(404)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """The Hub's address, and what it knows."""
    hub = Hub(make_release(tmp_path_factory.mktemp("published")))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.hub = hub
    hub.address = server.address = f"http://127.0.0.1:{server.server_address[1]}"
    server.elsewhere = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield hub
    server.shutdown()
    server.server_close()


@pytest.fixture
def cache(hub, tmp_path):
    """The folder of the model in a cache, its snapshot, and a function that damages a file."""
    snapshot = huggingface_hub.snapshot_download(
        MODEL, cache_dir=tmp_path / "cache", endpoint=hub.address)
    return tmp_path / "cache" / "models--weightcheck--sample", tmp_path / snapshot


def test_a_cache(weightcheck, hub, cache):
    model, snapshot = cache
    assert files_of(snapshot) == hub.files and (snapshot / WEIGHTS).is_symlink()
    count = len(hub.files)
    for path in [model, snapshot]:
        text, _ = verified(weightcheck, path, form="huggingface-cache", count=count)
        assert "2 files by SHA-1 only" in text.last_line
    for name in [WEIGHTS, "vae/part.safetensors"]:
        verified(weightcheck, snapshot / name, form="huggingface-cache", count=1)
    verified(weightcheck, snapshot / "vae", form="huggingface-cache", count=1)
    # A text alone: SHA-1 shows no damage, and that is said.
    text, _ = verified(weightcheck, snapshot / "config.json", form="huggingface-cache", count=1)
    assert "by SHA-1 only" in text.last_line


@pytest.mark.parametrize("name", [WEIGHTS, "vae/part.safetensors", "config.json"])
def test_a_damaged_cache(weightcheck, cache, name):
    model, snapshot = cache
    flip((snapshot / name).resolve(), 3 if name == "config.json" else -1)
    for path in [model, snapshot, snapshot / name]:
        refused(weightcheck, path, name=name)


def test_a_cache_without_a_blob(weightcheck, cache):
    model, snapshot = cache
    (snapshot / WEIGHTS).resolve().unlink()
    for path in [model, snapshot]:
        assert weightcheck("verify", path).status not in (0, 1)


def test_a_link_to_another_models_blob(weightcheck, cache, tmp_path):
    """The content is that of the name, but a snapshot's links stay in its own model."""
    model, snapshot = cache
    other = tmp_path / "cache" / "models--else--where" / "blobs"
    other.mkdir(parents=True)
    blob = (snapshot / WEIGHTS).resolve()
    shutil.copy(blob, other / blob.name)
    (snapshot / WEIGHTS).unlink()
    (snapshot / WEIGHTS).symlink_to(f"../../../models--else--where/blobs/{blob.name}")
    run = weightcheck("verify", snapshot, "--json")
    assert run.status == 2, run.out


@pytest.mark.parametrize("place", [".no_exist/x/more.safetensors", "refs/more.safetensors",
                                   "blobs/more.safetensors", "snapshots/x/more.safetensors"])
def test_weights_that_hide_in_a_cache(weightcheck, cache, place):
    """Only what the cache itself keeps there is left out."""
    model, snapshot = cache
    hidden = model / place
    hidden.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(snapshot / WEIGHTS, hidden)
    text, _ = both(weightcheck, model, status=2)
    assert "more.safetensors" in text.last_line


def test_a_blob_that_leads_out(weightcheck, cache, tmp_path):
    model, snapshot = cache
    blob = (snapshot / WEIGHTS).resolve()
    shutil.move(blob, tmp_path / "outside")
    blob.symlink_to(tmp_path / "outside")
    for path in [model, snapshot]:
        both(weightcheck, path, status=2)


def test_one_file_in_a_cache(weightcheck, hub, tmp_path):
    path = huggingface_hub.hf_hub_download(
        MODEL, WEIGHTS, cache_dir=tmp_path / "cache", endpoint=hub.address)
    verified(weightcheck, path, form="huggingface-cache", count=1)
    flip(os.path.realpath(path))
    refused(weightcheck, path, name=WEIGHTS)


def test_what_a_snapshot_does_not_have(weightcheck, hub, tmp_path):
    """A file that was asked for in vain leaves a mark in `.no_exist`."""
    cache = tmp_path / "cache"
    huggingface_hub.snapshot_download(MODEL, cache_dir=cache, endpoint=hub.address)
    with pytest.raises(huggingface_hub.errors.EntryNotFoundError):
        huggingface_hub.hf_hub_download(
            MODEL, "missing.json", cache_dir=cache, endpoint=hub.address)
    model = cache / "models--weightcheck--sample"
    assert any(model.glob(".no_exist/*/missing.json"))
    _, json = verified(weightcheck, model, form="huggingface-cache", count=len(hub.files))
    assert not any("missing" in path for path in json["unclaimed"])


@pytest.mark.parametrize("kind", ["cache", "local_dir"])
def test_nothing_of_a_download_is_unlisted(weightcheck, hub, tmp_path, kind):
    """What huggingface_hub writes beside the files is its own."""
    folder = tmp_path / kind
    huggingface_hub.snapshot_download(
        MODEL, endpoint=hub.address, **{"cache_dir" if kind == "cache" else "local_dir": folder})
    path = folder / "models--weightcheck--sample" if kind == "cache" else folder
    _, json = both(weightcheck, path, "--unlisted", "fail", status=0)
    assert json["unclaimed"] == []


@pytest.mark.parametrize("name", [WEIGHTS, "config.json"])
def test_a_local_dir(weightcheck, hub, tmp_path, name):
    folder = tmp_path / "model"
    huggingface_hub.snapshot_download(MODEL, local_dir=folder, endpoint=hub.address)
    assert (folder / ".cache/huggingface/download" / f"{name}.metadata").is_file()
    count = len(hub.files)
    verified(weightcheck, folder, form="huggingface-download", count=count)
    verified(weightcheck, folder / name, form="huggingface-download", count=1)
    verified(weightcheck, folder / "vae", form="huggingface-download", count=1)
    flip(folder / name, 3 if name == "config.json" else -1)
    for path in [folder, folder / name]:
        refused(weightcheck, path, name=name)
    (folder / name).unlink()
    assert weightcheck("verify", folder).status == 2


@pytest.mark.parametrize("kind", ["info", "tree", "paths-info"])
def test_what_the_hub_answers(weightcheck, hub, tmp_path, kind):
    document = tmp_path / "hub.json"
    document.write_text(hub.documents()[kind])
    folder = make_release(tmp_path / "release")
    claimed = len(hub.files) - (kind == "paths-info")
    text, json = both_worths(weightcheck, folder, document)
    assert json["coverage"]["claimed"] == claimed
    verified(weightcheck, folder / WEIGHTS, "--manifest", document, form="huggingface", count=1)
    with open(document, "rb") as file:
        run = weightcheck("verify", folder, "--manifest", "-", input=file.read())
        assert run.status == 0
    for name in [WEIGHTS, "vae/part.safetensors"]:
        flip(folder / name)
        refused(weightcheck, folder, "--manifest", document, name=name)
        flip(folder / name)
    if kind != "paths-info":
        flip(folder / "config.json", 3)
        refused(weightcheck, folder, "--manifest", document, name="config.json")


def both_worths(weightcheck, folder, document):
    """SHA-1 is worth no more than evidence beside the weights, and does not lower the release's."""
    text, json = verified(weightcheck, folder, "--manifest", document, form="huggingface")
    worth = {f["path"]: f["assurance"] for f in json["files"]}
    assert worth[WEIGHTS] == worth["vae/part.safetensors"] == "manifest"
    assert worth["empty.txt"] == "local"
    return text, json


def test_a_digest_that_the_git_object_contradicts(weightcheck, hub, tmp_path):
    """Another SHA-256 in the Hub's JSON does not go with the id of its pointer's git object."""
    folder = make_release(tmp_path / "release")
    for kind, key in [("info", "sha256"), ("tree", "oid")]:
        flip(folder / WEIGHTS)
        lie = hub.documents()[kind].replace(
            f'"{key}": "{sha256(hub.files[WEIGHTS])}"',
            f'"{key}": "{sha256((folder / WEIGHTS).read_bytes())}"')
        assert lie != hub.documents()[kind]
        document = tmp_path / "hub.json"
        document.write_text(lie)
        run = weightcheck("verify", folder, "--manifest", document)
        assert run.status == 3, run.out
        flip(folder / WEIGHTS)


def test_the_real_release(weightcheck, model, tmp_path):
    """Hub JSON for the real release, and the pointer that git-lfs writes for it."""
    content = model.read_bytes()
    pointer = lfs_pointer(content)
    lfs = {"oid": sha256(content), "size": len(content), "pointerSize": len(pointer)}
    tree = [{"type": "file", "oid": git_blob(pointer), "size": len(content), "lfs": lfs,
             "path": "model.safetensors"}]
    (tmp_path / "tree.json").write_text(json.dumps(tree))
    (tmp_path / "pointer").write_bytes(pointer)
    verified(weightcheck, model, "--manifest", tmp_path / "tree.json", form="huggingface", count=1)
    verified(weightcheck, model, "--manifest", tmp_path / "pointer", form="lfs", count=1)
    copy = tmp_path / "model.safetensors"
    shutil.copy(model, copy)
    flip(copy)
    refused(weightcheck, copy, "--manifest", tmp_path / "tree.json", name="model.safetensors")
    refused(weightcheck, copy, "--manifest", tmp_path / "pointer", name="model.safetensors")
