/// A part of the table that is not cut: a line, or a few lines of a long text.
struct TablePiece {
  let band: Band
  /// The sum down to here; nil before the first product.
  let carried: String?
  /// Whether it must not be the last on its page: words about the line under them.
  var staysWithNext = false
}

/// The pieces of the table.
struct RowBands<Ruler: PaperRuler> {
  let document: PaperDocument
  let columns: Columns
  let ruler: Ruler

  private let above = 3.0
  private let below = 3.25

  /// The words above the columns.
  var head: Band {
    let words = columns.all.map { column in
      ruler.lines(document.columns[keyPath: column.cell], .columnHead, within: column.room)
    }
    let font = PaperFont.columnHead
    let height = Double(words.map(\.count).max() ?? 1) * font.lineHeight + 7
    var band = Band(
      height: height,
      marks: [.fill(x: Sheet.left, y: 0, width: Sheet.inner, height: height, ink: .accent)])
    for (column, lines) in zip(columns.all, words) {
      var cell = Band(height: height - 3.5 - Double(lines.count) * font.lineHeight)
      for line in lines { cell.write(line, x: column.inset, font, .onAccent, column.side) }
      band.marks += cell.marks
    }
    return band
  }

  /// The lines, in order.
  var pieces: [TablePiece] {
    var pieces: [TablePiece] = []
    var carried: String?
    for (place, row) in document.rows.enumerated() {
      switch row {
      case .product(let cells, let sum):
        carried = PaperText.clean(sum)
        pieces += product(cells, carried: carried)
      case .comment(let text):
        var parts = comment(text, carried: carried)
        if parts.count == 1, place + 1 < document.rows.count { parts[0].staysWithNext = true }
        pieces += parts
      }
    }
    return pieces
  }

  /// A sum carried over: `À reporter` at the end of a page, `Report` at the top of the next.
  func carry(_ words: String, _ sum: String) -> Band {
    let font = PaperFont.strong
    let height = font.lineHeight + 6
    var band = Band(
      height: 3,
      marks: [.fill(x: Sheet.left, y: 0, width: Sheet.inner, height: height, ink: .tint)])
    let net = columns.net
    band.marks.append(
      .text(
        words, x: net.x - 6, baseline: 3 + font.baseline, font: font, ink: .accent, side: .right))
    band.write(sum, x: net.inset, font, .text, .right)
    band.height = height
    return band
  }

  // MARK: Lines

  private func product(_ cells: PaperCells, carried: String?) -> [TablePiece] {
    var parts: [(column: Columns.Column, lines: [(text: String, font: PaperFont)])] = []
    for column in columns.all {
      let words = PaperText.lines(cells[keyPath: column.cell])
      var lines: [(String, PaperFont)] = []
      for (place, line) in words.enumerated() where !(line.isEmpty && words.count == 1) {
        let isNote = place > 0 && column.cell != \.description
        let font: PaperFont = isNote ? .small : .body
        lines += ruler.broken(line, font, within: column.room).map { ($0, font) }
      }
      parts.append((column, lines))
    }
    let tallest = parts.map { part in part.lines.reduce(0) { $0 + $1.font.lineHeight } }.max() ?? 0
    // A line is never cut, unless it is taller than what may well be left on a page.
    guard tallest > 300 else { return [whole(parts, carried)] }
    let text = parts.first { $0.column.cell == \.description }?.lines.map(\.text) ?? []
    var first = parts
    for place in first.indices { first[place].lines = Array(first[place].lines.prefix(4)) }
    let description = columns.all.first { $0.cell == \.description }?.inset ?? Sheet.left
    return [whole(first, carried, isRuled: false)]
      + flowing(Array(text.dropFirst(4)), .body, x: description, carried: carried)
  }

  private func whole(
    _ parts: [(column: Columns.Column, lines: [(text: String, font: PaperFont)])],
    _ carried: String?, isRuled: Bool = true
  ) -> TablePiece {
    let cells = parts.map { part in
      var cell = Band(height: above)
      for line in part.lines {
        let ink: PaperInk = line.font == .small ? .muted : .text
        cell.write(line.text, x: part.column.inset, line.font, ink, part.column.side)
      }
      return cell
    }
    var band = Band()
    band.append(beside: cells)
    if isRuled { close(&band) }
    return TablePiece(band: band, carried: carried)
  }

  private func comment(_ text: String, carried: String?) -> [TablePiece] {
    let description = columns.all.first { $0.cell == \.description }
    let x = columns.all.count > 1 ? columns.all[1].inset : description?.inset ?? Sheet.left
    let lines = ruler.lines(text, .comment, within: Sheet.right - x - Columns.padding)
    return flowing(lines, .comment, x: x, carried: carried, isFirst: true)
  }

  /// A text that goes on over pages: at least two of its lines stay together on either side.
  private func flowing(
    _ lines: [String], _ font: PaperFont, x: Double, carried: String?, isFirst: Bool = false
  ) -> [TablePiece] {
    var pieces: [TablePiece] = []
    for (place, lines) in Self.parts(lines).enumerated() {
      var band = Band(height: isFirst && place == 0 ? above : 0)
      for line in lines { band.write(line, x: x, font) }
      pieces.append(TablePiece(band: band, carried: carried))
    }
    if let last = pieces.popLast() {
      var band = last.band
      close(&band)
      pieces.append(TablePiece(band: band, carried: carried))
    }
    return pieces
  }

  /// Two lines, then one by one, then two: what a page may end between.
  static func parts(_ lines: [String]) -> [[String]] {
    guard lines.count > 4 else { return lines.isEmpty ? [] : [lines] }
    return [Array(lines.prefix(2))] + lines.dropFirst(2).dropLast(2).map { [$0] }
      + [Array(lines.suffix(2))]
  }

  private func close(_ band: inout Band) {
    band.height += below
    band.marks.append(
      .rule(
        x: Sheet.left, y: band.height, width: Sheet.inner, thickness: 0.4, ink: .hairline))
  }
}
