/// What stands under the table: the tax and the sums, the note, the terms, the boxes to be signed.
struct TailBands<Ruler: PaperRuler> {
  let document: PaperDocument
  let ruler: Ruler

  private let totalsWidth = 216.0

  /// Tax and sums, which are never parted.
  var totals: Band {
    var band = Band(height: Sheet.gap)
    band.append(beside: [vat, sums])
    return band
  }

  /// The note, in parts that a page may end between.
  var note: [Band] {
    guard let note = document.note else { return [] }
    let x = Sheet.left + 12
    let lines = note.lines.flatMap { ruler.lines($0, .body, within: Sheet.right - x - 8) }
    let parts = RowBands<Ruler>.parts(lines)
    return zip(parts, 0...).map { lines, place in
      let top = place == 0 ? Sheet.gap : 0
      var band = Band(height: top + (place == 0 ? 5 : 0))
      if place == 0, !note.caption.isEmpty {
        band.write(PaperText.clean(note.caption).uppercased(), x: x, .caption, .accent)
        band.height += 1
      }
      for line in lines { band.write(line, x: x, .body) }
      if place == parts.count - 1 { band.height += 5 }
      let height = band.height - top
      band.marks.insert(
        .fill(x: Sheet.left, y: top, width: Sheet.inner, height: height, ink: .tint), at: 0)
      band.marks.append(.fill(x: Sheet.left, y: top, width: 2.4, height: height, ink: .accent))
      return band
    }
  }

  /// The terms, a sentence each.
  var terms: [Band] {
    let terms = document.terms
    return zip(terms.lines, 0...).map { sentence, place in
      var band = Band(height: place == 0 ? Sheet.gap : 0)
      if place == 0 {
        band.write(PaperText.clean(terms.caption).uppercased(), x: Sheet.left, .caption, .accent)
        band.height += 1.5
      }
      for line in ruler.lines(sentence, .small, within: Sheet.inner) {
        band.write(line, x: Sheet.left, .small, .muted)
      }
      band.height += 1.5
      return band
    }
  }

  /// The boxes to be filled in by hand, side by side.
  var acceptance: Band? {
    let boxes = document.acceptance
    guard !boxes.isEmpty else { return nil }
    let space = 14.0
    let width = (Sheet.inner - space * Double(boxes.count - 1)) / Double(boxes.count)
    let height = 86.0
    let bands = zip(boxes, 0...).map { block, place in
      let x = Sheet.left + Double(place) * (width + space)
      var band = Band(
        height: 6, marks: [.frame(x: x, y: 0, width: width, height: height, ink: .hairline)])
      band.write(PaperText.clean(block.caption).uppercased(), x: x + 8, .caption, .accent)
      for line in block.lines.flatMap({ ruler.lines($0, .small, within: width - 16) }) {
        band.write(line, x: x + 8, .small, .muted)
      }
      band.height = max(band.height + 8, height)
      return band
    }
    var band = Band(height: Sheet.gap)
    band.append(beside: bands)
    return band
  }

  private var vat: Band {
    let table = document.vat
    let edges = [Sheet.left + 4, Sheet.left + 128, Sheet.left + 212]
    let width = edges[2] - Sheet.left + 4
    var band = Band()
    func row(_ cells: [String], _ font: PaperFont, _ ink: PaperInk) {
      var columns: [Band] = []
      for (place, cell) in cells.prefix(edges.count).enumerated() {
        var column = Band(height: 2.2)
        column.write(
          PaperText.clean(cell), x: edges[place], font, ink, place == 0 ? .left : .right)
        columns.append(column)
      }
      band.append(beside: columns)
      band.height += 2.2
    }
    row(table.headings, .smallStrong, .muted)
    band.marks.append(
      .rule(x: Sheet.left, y: band.height, width: width, thickness: 0.8, ink: .accent))
    for cells in table.rows {
      row(cells, .small, .text)
      band.marks.append(
        .rule(x: Sheet.left, y: band.height, width: width, thickness: 0.4, ink: .hairline))
    }
    return band
  }

  private var sums: Band {
    let x = Sheet.right - totalsWidth
    var band = Band()
    for sum in document.totals {
      switch sum.kind {
      case .step: line(sum, .body, into: &band)
      case .net:
        band.marks.append(
          .rule(x: x, y: band.height + 1, width: totalsWidth, thickness: 0.6, ink: .hairline))
        band.height += 2
        line(sum, .strong, into: &band)
      case .total:
        band.height += 3
        let top = band.height
        let height = PaperFont.totalAmount.lineHeight + 9
        band.marks.append(
          .fill(x: x, y: top, width: totalsWidth, height: height, ink: .accent))
        let baseline = top + 4.5 + PaperFont.totalAmount.baseline
        band.marks.append(
          .text(
            PaperText.clean(sum.label), x: x + 8, baseline: baseline, font: .total, ink: .onAccent,
            side: .left))
        band.marks.append(
          .text(
            PaperText.clean(sum.amount), x: Sheet.right - 8, baseline: baseline,
            font: .totalAmount, ink: .onAccent, side: .right))
        band.height = top + height
      }
    }
    return band
  }

  private func line(_ sum: PaperTotal, _ font: PaperFont, into band: inout Band) {
    band.height += 1.6
    let baseline = band.height + font.baseline
    let label = ruler.cut(sum.label, font, within: totalsWidth - 110)
    band.marks.append(
      .text(
        label, x: Sheet.right - totalsWidth + 8, baseline: baseline, font: font, ink: .text,
        side: .left))
    band.write(PaperText.clean(sum.amount), x: Sheet.right - 8, font, .text, .right)
    band.height += 1.6
  }
}
