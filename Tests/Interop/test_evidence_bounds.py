# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

"""What evidence costs: each byte of a release is read once, and hostile documents end soon.

The limits are generous; what was measured is printed at the end of the run.
"""

import json
import os
import shutil
import subprocess
import threading
import time

import pytest
from evidence import WEIGHTS, files_of, flip, make_release, sha256
from test_evidence_documents import envelope, key, sign, statement  # noqa: F401

SECONDS = 30
MEBIBYTES = 1024


class Measured:
    """A finished run of the command with what it took."""

    def __init__(self, *arguments, timeout=120):
        command = [os.environ["WEIGHTCHECK"], *map(os.fspath, arguments)]
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.anonymous = 0
        done = threading.Event()

        def watch():
            while not done.wait(0.005):
                try:
                    with open(f"/proc/{process.pid}/status") as status:
                        for line in status:
                            if line.startswith("RssAnon:"):
                                self.anonymous = max(self.anonymous, int(line.split()[1]) / 1024)
                except (OSError, ProcessLookupError):
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        killer = threading.Timer(timeout, process.kill)
        killer.start()
        err = []
        drain = threading.Thread(target=lambda: err.append(process.stderr.read()))
        drain.start()
        self.out = process.stdout.read()
        drain.join()
        _, status, usage = os.wait4(process.pid, 0)
        done.set()
        killer.cancel()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.status = process.returncode
        self.err = err[0]
        self.seconds = time.monotonic() - begin
        # What the processors did does not depend on what else the machine does.
        self.work = usage.ru_utime + usage.ru_stime
        self.read = usage.ru_inblock * 512
        process.stdout.close()
        process.stderr.close()

    def check(self, what, figures, statuses):
        figures.append(
            f"{what}: {self.seconds:.2f} s, {self.work:.2f} s of work, "
            f"{self.anonymous:.0f} MiB, status {self.status}")
        assert self.status in statuses, (self.status, self.out[-2000:], self.err[-2000:])
        assert self.work < SECONDS and self.anonymous < MEBIBYTES
        return self


def forget(*paths):
    """Drops files from the page cache."""
    for path in paths:
        with open(path, "rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@pytest.fixture(scope="module")
def shards(tmp_path_factory, key):
    """Four shards of 64 MiB with their index, and five kinds of evidence that discovery finds."""
    import numpy
    import safetensors.numpy

    root = tmp_path_factory.mktemp("once") / "release"
    root.mkdir()
    chance = numpy.random.default_rng(3)
    index = {"metadata": {"total_size": 256 << 20}, "weight_map": {}}
    for number in range(1, 5):
        name = f"model-{number:05}-of-00004.safetensors"
        tensors = {
            f"layers.{number}.{part}": chance.integers(
                0, 256, (4096, 4096), dtype=numpy.uint8).view(numpy.uint16)
            for part in range(4)
        }
        safetensors.numpy.save_file(tensors, root / name, metadata={"format": "pt"})
        index["weight_map"] |= {tensor: name for tensor in tensors}
    (root / "model.safetensors.index.json").write_text(json.dumps(index))
    files = files_of(root)
    subprocess.run([os.environ["WEIGHTCHECK"], "attest", root, "--quiet"], check=True)
    weights = (root / "weights.intoto.json").rename(root.parent / "weights.intoto.json")
    sign(root, key)
    weights.rename(root / "weights.intoto.json")
    (root / "SHA256SUMS").write_text(
        "".join(f"{sha256(content)}  {name}\n" for name, content in files.items()))
    (root / "provenance.intoto.json").write_text(statement(files))
    (root / "provenance.intoto.jsonl").write_text(envelope(files) + "\n")
    os.sync()
    yield root, sum(map(len, files.values()))
    shutil.rmtree(root)


def test_five_kinds_of_evidence_and_one_reading(shards, figures):
    """What the system read from storage is the release, once, whatever speaks of it."""
    root, size = shards
    weights = sorted(root.glob("*.safetensors"))
    assert len(weights) == 4 and all(path.stat().st_size >= 64 << 20 for path in weights)
    Measured("verify", root, "--quiet")  # the program itself and its libraries are read now
    forget(*root.iterdir())
    run = Measured("verify", root, "--json")
    report = json.loads(run.out)
    assert run.status == 0, run.out
    used = {m["form"] for m in report["manifests"] if m["used"]}
    assert used == {"weights", "oms", "checksums", "in-toto"}
    assert sum(m["used"] for m in report["manifests"]) == 5
    for file in report["files"]:
        if file["path"].endswith(".safetensors"):
            # The weight manifest claims the segments and, not compared, the whole.
            assert len({c["manifest"] for c in file["claims"]}) == 5
            assert {c["verdict"] for c in file["claims"]} == {"verified"}
    assert report["bytes"] == size
    figures.append(
        f"five kinds of evidence about {size / 1e6:.1f} MB: {run.read / 1e6:.1f} MB read, "
        f"{run.seconds:.2f} s, {run.anonymous:.0f} MiB")
    if run.read == 0:
        pytest.skip("this file system does not tell what is read")
    assert abs(run.read - size) <= size * 0.02, (run.read, size)


def test_five_kinds_of_evidence_and_one_flipped_bit(shards, figures):
    root, size = shards
    victim = sorted(root.glob("*.safetensors"))[2]
    flip(victim, 40 << 20)
    forget(*root.iterdir())
    run = Measured("verify", root, "--json")
    flip(victim, 40 << 20)
    report = json.loads(run.out)
    assert run.status == 1
    (file,) = [f for f in report["files"] if f["verdict"] == "mismatch"]
    assert file["path"] == victim.name
    assert {c["verdict"] for c in file["claims"]} == {"mismatch"}
    assert len({c["manifest"] for c in file["claims"]}) == 5
    (segment,) = file["tensors"]["failed"]
    assert segment["name"].startswith("layers.3.")
    figures.append(f"the same with a flipped bit: {run.read / 1e6:.1f} MB read")
    assert run.read <= size * 1.02


# MARK: Hostile documents


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "release"
    make_release(root)
    shutil.rmtree(root / "vae")
    return root


@pytest.mark.parametrize("name", ["SHA256SUMS.{}", "{}.intoto.json", "{}.sigstore.json"])
def test_ten_thousand_candidates(folder, figures, name):
    """Each would do; that not all were looked at is said, and nothing is established by chance."""
    files = files_of(folder)
    content = {
        "S": "".join(f"{sha256(c)}  {n}\n" for n, c in files.items()), "{": statement(files),
    }[name[0]]
    first = folder / name.format(0)
    first.write_text(content)
    for number in range(1, 10_000):
        os.link(first, folder / name.format(number))
    run = Measured("verify", folder).check(f"10,000 files {name}", figures, {0, 2})
    assert b"were not looked at" in run.out
    os.remove(folder / name.format(9999))
    liar = folder / name.format(9999)
    liar.write_text(content.replace(sha256(files[WEIGHTS]), "0" * 64))
    Measured("verify", folder).check(f"10,000 files {name}, one lies", figures, {0, 1, 2})


def test_a_checksum_file_of_more_than_a_gigabyte(folder, tmp_path, figures):
    """It is refused by its size, before it is read."""
    sums = tmp_path / "SHA256SUMS"
    sums.write_text(f"{sha256((folder / WEIGHTS).read_bytes())}  {WEIGHTS}\n")
    os.truncate(sums, 1_100_000_000)
    run = Measured("verify", folder, "--manifest", sums).check(
        "a checksum file of 1.1 GB", figures, {3, 4})
    assert b"more than the" in run.out + run.err and b"allowed" in run.out + run.err
    assert run.seconds < 5


def test_a_checksum_file_found_beside_the_weights(folder, figures):
    """Over 64 MiB it is not read, which is said."""
    sums = folder / "SHA256SUMS"
    sums.write_text(f"{sha256((folder / WEIGHTS).read_bytes())}  {WEIGHTS}\n")
    os.truncate(sums, 1_000_000_000)
    run = Measured("verify", folder).check("one of 1 GB that is found", figures, {2})
    assert b"more than the 67108864 bytes allowed" in run.out
    assert run.seconds < 5


def test_a_checksum_file_of_comments(folder, tmp_path, figures):
    """A large part of a gigabyte in few lines."""
    sums = tmp_path / "SHA256SUMS"
    with open(sums, "w") as file:
        file.write(f"{sha256((folder / WEIGHTS).read_bytes())}  {WEIGHTS}\n")
        block = ("#" + "x" * 998 + "\n") * 1000
        for _ in range(500):
            file.write(block)
    Measured("verify", folder / WEIGHTS, "--manifest", sums).check(
        "500 MB of comments", figures, {0})


@pytest.mark.parametrize("form", ["checksums", "record", "in-toto", "gguf-hash"])
def test_memory_follows_the_documents(folder, tmp_path, figures, form):
    """At most 64 MiB and four times the bytes of what is read."""
    count = 200_000
    weights = sha256((folder / WEIGHTS).read_bytes())
    document = tmp_path / "document"
    if form == "checksums":
        text = f"{weights}  {WEIGHTS}\n" + "".join(f"{n:064x}  f{n}\n" for n in range(count))
    elif form == "record":
        text = "".join(f"f{n},sha256={n:043},{n}\n" for n in range(0, 10 * count, 10))
    elif form == "in-toto":
        text = statement({f"f{n}": str(n).encode() for n in range(count)})
    else:
        text = "".join(f"sha256    {n:064x}  f{n}:t\n" for n in range(count))
    document.write_text(text)
    run = Measured("verify", folder, "--manifest", document).check(
        f"a document of 200,000 absent files, {form}", figures, {2})
    assert run.anonymous < 64 + 4 * document.stat().st_size / (1 << 20)


def test_many_large_checksum_files(folder, figures):
    """As many as take 128 MiB are read, and that there are more is said."""
    first = folder / "SHA256SUMS.1"
    with open(first, "w") as file:
        file.write(f"{sha256((folder / WEIGHTS).read_bytes())}  {WEIGHTS}\n")
        file.writelines(f"{n:064x}  f{n}\n" for n in range(850_000))
    for number in range(2, 9):
        os.link(first, folder / f"SHA256SUMS.{number}")
    run = Measured("verify", folder).check("eight checksum files of 63 MB", figures, {2})
    assert b"6 more manifests were not looked at" in run.out
    assert run.anonymous < 64 + 4 * 2 * first.stat().st_size / (1 << 20)


def test_a_checksum_file_that_was_enlarged(folder, tmp_path, figures):
    """NUL bytes behind the lines of a checksum file are no lines."""
    sums = tmp_path / "SHA256SUMS"
    sums.write_text(f"{sha256((folder / WEIGHTS).read_bytes())}  {WEIGHTS}\n")
    os.truncate(sums, 1_000_000_000)
    run = Measured("verify", folder, "--manifest", sums).check(
        "a checksum file with a billion NUL bytes", figures, {3})
    assert run.work < 10


def test_a_hub_listing_of_many_files(folder, tmp_path, figures):
    files = files_of(folder)
    tree = [{"type": "file", "path": f"folder/file-{n}.bin", "oid": f"{n:040x}", "size": n}
            for n in range(200_000)]
    tree += [{"type": "file", "path": name, "oid": "0" * 40, "size": len(content)}
             for name, content in files.items() if name != WEIGHTS]
    info = {"siblings": [
        {"rfilename": f"folder/file-{n}.bin", "size": n, "blobId": f"{n:040x}"}
        for n in range(200_000)
    ]}
    weights = files[WEIGHTS]
    tree.append({"type": "file", "path": WEIGHTS, "size": len(weights),
                 "lfs": {"oid": sha256(weights), "size": len(weights), "pointerSize": 128}})
    info["siblings"].append({"rfilename": WEIGHTS, "size": len(weights),
                             "lfs": {"sha256": sha256(weights), "size": len(weights)}})
    for kind, document in {"tree": tree, "info": info}.items():
        path = tmp_path / f"{kind}.json"
        path.write_text(json.dumps(document))
        Measured("verify", folder / WEIGHTS, "--manifest", path).check(
            f"Hub {kind} of 200,000 files, one asked for", figures, {0})
        run = Measured("verify", folder, "--manifest", path, "--json").check(
            f"Hub {kind} of 200,000 files, a folder", figures, {1, 2})
        json.loads(run.out)


def index_of(depth):
    """Image indexes in image indexes, as descriptors with data in them."""
    head = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":['
    return head * depth + "]}" * depth


@pytest.mark.parametrize("depth", [30, 64, 10_000, 200_000])
@pytest.mark.parametrize("kind", ["index", "components", "array"])
def test_deep_documents(folder, tmp_path, figures, depth, kind):
    """No stack overflows, and no time is lost."""
    if kind == "index":
        text = index_of(depth)
    elif kind == "components":
        component = '{"type":"file","name":"a","hashes":[],"components":['
        text = ('{"bomFormat":"CycloneDX","specVersion":"1.6","components":['
                + component * depth + "]}" * depth + "]}")
    else:
        text = '{"siblings":' + "[" * depth + "]" * depth + "}"
    path = tmp_path / "document.json"
    path.write_text(text)
    run = Measured("verify", folder, "--manifest", path).check(
        f"{kind} of depth {depth:,}", figures, {2, 3})
    assert run.seconds < 10


def test_a_wide_index(folder, tmp_path, figures):
    """10,000 manifests side by side, and as many layers."""
    layer = ('{"mediaType":"application/vnd.cncf.model.weight.v1.raw","size":1,'
             '"digest":"sha256:%064x","annotations":{"org.cncf.model.filepath":"f%d"}}')
    layers = ",".join(layer % (n, n) for n in range(10_000))
    head = '"schemaVersion":2,"mediaType":"application/vnd.oci.image.'
    for name, text in {
        "an index of 10,000 manifests": "{%sindex.v1+json\",\"manifests\":[%s]}" % (head, layers),
        "10,000 layers": "{%smanifest.v1+json\",\"layers\":[%s]}" % (head, layers),
    }.items():
        path = tmp_path / "document.json"
        path.write_text(text)
        Measured("verify", folder, "--manifest", path).check(name, figures, {2})


def test_many_lines_of_statements(folder, tmp_path, figures):
    """One statement a line; past 10,000 the document is refused."""
    line = json.dumps(json.loads(statement(files_of(folder)))) + "\n"
    for count, statuses in {10_000: {0}, 10_001: {2, 3}}.items():
        path = tmp_path / "all.intoto.jsonl"
        path.write_text(line * count)
        Measured("verify", folder, "--manifest", path).check(
            f"{count:,} statements", figures, statuses)
