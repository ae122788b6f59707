// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Openness
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// One input of libFuzzer: the first byte chooses the reader, the rest is the document.
///
/// Whatever the bytes are, a reader gives a result or an error; a trap, a hang or a leak is a
/// finding. What is accepted must also hold together.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let document = Array(input.dropFirst())
  switch choice % 9 {
  case 0: readWeights(document, name: "x.safetensors")
  case 1: readManifest(document)
  case 2: readJSON(document)
  case 3: readPath(document)
  case 4: readWeights(document, name: "x.gguf")
  case 5: readIndex(document)
  case 6: readCard(document)
  case 7: readLicence(document)
  default: readDescription(document)
  }
  return 0
}

private func readWeights(_ document: [UInt8], name: String) {
  let span = document.span
  let bytes = unsafe span.bytes
  guard let parsed = try? WeightFile.parse(bytes, name: UntrustedText(name)) else { return }
  var end: UInt64 = 0
  for segment in parsed.file.segments {
    precondition(segment.byteRange.lowerBound == end, "segments tile the file")
    end = segment.byteRange.upperBound
  }
  precondition(end == UInt64(document.count), "segments end with the file")
  for tensor in parsed.file.tensors { _ = tensor.name.escaped }
  for entry in parsed.file.metadata {
    guard case .array(let array) = entry.value else { continue }
    // Elements are decoded when they are asked for.
    precondition(array.values().reduce(0) { count, _ in count + 1 } == array.count, "all decoded")
  }
}

private func readManifest(_ document: [UInt8]) {
  guard let manifest = try? Manifest.parse(document, name: UntrustedText("x.sha256")) else {
    return
  }
  for claim in manifest.claims {
    if case .path(let path) = claim.subject {
      precondition(!path.text.bytes.starts(with: "/".utf8), "a claimed path stays inside")
      precondition(
        !path.text.bytes.split(separator: 0x2F).contains { $0.elementsEqual("..".utf8) },
        "a claimed path stays inside")
    }
    if let table = claim.segments { check(table, byteCount: claim.byteCount ?? 0) }
  }
}

/// Segments and units tile the file that they are claimed of.
private func check(_ table: SegmentTable, byteCount: UInt64) {
  for ranges in [
    (0..<table.count).map { table.byteRange(of: $0) },
    (0..<table.unitCount).map { table.byteRange(ofUnit: $0) },
  ] {
    var end: UInt64 = 0
    for range in ranges {
      precondition(range.lowerBound == end, "claimed segments tile the file")
      end = range.upperBound
    }
    precondition(end == byteCount, "claimed segments end with the file")
  }
  for unit in 0..<table.unitCount {
    precondition(table.digestBytes(ofUnit: unit).count == 32, "a unit has a digest")
  }
}

/// Places that a card tells lie in it.
private func readCard(_ document: [UInt8]) {
  let card = ModelCard(document)
  let lineCount = document.count { $0 == 0x0A } + 1
  for heading in card.headings {
    precondition(heading.byteRange.upperBound <= document.count, "a heading lies in the card")
    precondition((1...lineCount).contains(heading.line), "a heading has a line of the card")
  }
  for link in card.links { precondition((1...lineCount).contains(link.line), "so has a link") }
  _ = card.findings(for: .modelCard)
}

private func readLicence(_ document: [UInt8]) {
  let text = LicenceIdentification(of: document)
  for passage in text.clauses.map(\.passage) + text.copyrightLines {
    precondition(passage.byteRange.upperBound <= document.count, "a passage lies in the file")
  }
  _ = LicenceName(UntrustedText(bytes: document)).licenceClass
}

/// What was read of a description and written again reads as the same.
private func readDescription(_ document: [UInt8]) {
  _ = try? Declaration(yaml: document)
  guard let release = try? MOFRelease(yaml: document) else { return }
  let again = try? MOFRelease(yaml: Array(release.yaml.utf8))
  precondition(again?.items.count == Set(release.items.map(\.component)).count, "written whole")
  _ = MOFEvaluation(release, .standard)
}

private func readIndex(_ document: [UInt8]) {
  guard let index = try? ShardIndex(document) else { return }
  for entry in 0..<index.count {
    _ = index.nameBytes(of: entry)
    let file = index.files[index.file(of: entry)]
    precondition(ContainedPath(file)?.isBare == true, "an index names plain files")
  }
}

private func readJSON(_ document: [UInt8]) {
  guard var reader = try? JSONReader(document.span) else { return }
  while let token = try? reader.next(), token != .end {}
}

private func readPath(_ document: [UInt8]) {
  let text = UntrustedText(bytes: document)
  precondition(!text.escaped.unicodeScalars.contains { $0.isInvisible }, "escapes are visible")
  _ = ContainedPath(text)
  _ = Hexadecimal.decode(document)
}
