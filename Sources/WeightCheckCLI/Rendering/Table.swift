// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Columns of text; the last one takes what room is left.
struct Table {
  enum Alignment {
    case left, right
  }

  private var rows: [[String]]
  private let alignment: [Alignment]
  private let width: Int?

  /// - Parameters:
  ///   - alignment: of every column but the last.
  ///   - width: columns of the terminal; nil where lines may be of any length.
  init(headings: [String], alignment: [Alignment], width: Int?) {
    rows = [headings]
    self.alignment = alignment
    self.width = width
  }

  var isEmpty: Bool { rows.count == 1 }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// Writes the heading and the rows; nothing if there are none.
  func write(to output: Output, _ style: Style) {
    guard !isEmpty else { return }
    let widths = alignment.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let used = widths.reduce(0) { $0 + $1 + 2 } + 2
    for (number, row) in rows.enumerated() {
      var line = "  "
      for (column, alignment) in alignment.enumerated() {
        line +=
          alignment == .left
          ? row[column].padded(to: widths[column]) : row[column].aligned(to: widths[column])
        line += "  "
      }
      line += Self.cut(row[row.count - 1], to: width.map { max($0 - used, 20) })
      output.line(number == 0 ? style.dim(line) : line)
    }
  }

  /// Takes some of the middle out of a text that is too long: a name tells most at its end.
  static func cut(_ text: String, to width: Int?) -> String {
    guard let width, text.count > width else { return text }
    let head = (width - 1) / 3
    return text.prefix(head) + "…" + text.suffix(width - 1 - head)
  }
}
