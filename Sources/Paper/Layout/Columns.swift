/// The columns of the table: as wide as what stands in them, the description takes the rest.
///
///     │ N° │ Référence │ Désignation            │ Quantité │ Unité │ P.U. HT │ Remise │ Montant │ TVA │
///       →    ←           ← (the rest)                     →   ←            →        →         →     →
struct Columns {
  /// A column.
  struct Column {
    let cell: KeyPath<PaperCells, String>
    let side: Mark.Side
    var x = 0.0
    var width: Double
    /// Where its words stand.
    var inset: Double { side == .left ? x + Columns.padding : x + width - Columns.padding }
    /// How wide they may be.
    var room: Double { width - 2 * Columns.padding }
  }

  static let padding = 3.5
  private(set) var all: [Column] = []
  /// The column of amounts: sums carried over stand in it too.
  var net: Column { all.first { $0.cell == \.net } ?? all[all.count - 1] }

  init(_ document: PaperDocument, _ ruler: some PaperRuler) {
    let products = document.rows.compactMap { row -> PaperCells? in
      if case .product(let cells, _) = row { cells } else { nil }
    }
    let bounds: [(KeyPath<PaperCells, String>, Mark.Side, least: Double, most: Double)] = [
      (\.place, .right, 18, 40), (\.code, .left, 46, 86), (\.description, .left, 0, 0),
      (\.quantity, .right, 40, 86), (\.unit, .left, 22, 46), (\.price, .right, 44, 86),
      (\.discount, .right, 34, 66), (\.net, .right, 58, 110), (\.vat, .right, 28, 48),
    ]
    for (cell, side, least, most) in bounds {
      // A column in which nothing stands is not drawn.
      let isUsed = products.contains { !$0[keyPath: cell].isEmpty }
      guard isUsed || cell == \.description || cell == \.net else { continue }
      let widest = products.reduce(
        ruler.width(of: document.columns[keyPath: cell], .columnHead)
      ) { widest, cells in
        max(widest, Self.width(of: cells[keyPath: cell], cell, ruler))
      }
      all.append(
        Column(
          cell: cell, side: side, width: min(most, max(least, widest + 2 * Self.padding))))
    }
    place()
  }

  /// The width of a cell: its first line in the body's letters, the small words under it.
  private static func width(
    of text: String, _ cell: KeyPath<PaperCells, String>, _ ruler: some PaperRuler
  ) -> Double {
    guard !text.isEmpty, cell != \.description else { return 0 }
    return zip(PaperText.lines(text), 0...).reduce(0) { widest, line in
      max(widest, ruler.width(of: line.0, line.1 == 0 ? .body : .small))
    }
  }

  private mutating func place() {
    let taken = all.reduce(0) { $0 + $1.width }
    var x = Sheet.left
    for index in all.indices {
      if all[index].cell == \.description { all[index].width = Sheet.inner - taken }
      all[index].x = x
      x += all[index].width
    }
  }
}
