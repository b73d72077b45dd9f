// Where everything stands. Pure: the same document and the same letters give the same marks.
//
//     first head ─┐                       ┌─ next head
//     table head  │                       │  table head
//     lines …     ├─ page 1 ──► page 2 ──►│  Report        1 234,00
//     À reporter ─┘                       │  lines …
//                                         │  tax, sums        (never parted)
//                                         │  note, terms, boxes to be signed
//                                         └─ foot: legal identity, page 2/2
//
// The last page of the table always has lines above the sums: two at least, unless there is only one.

/// Lays a document out on pages.
public struct PaperLayout<Ruler: PaperRuler> {
  private let document: PaperDocument
  private let ruler: Ruler
  private var pages: [PaperPage] = []
  /// The way down the page.
  private var y = Sheet.top
  /// Whether something stands on the page beside its head.
  private var isFresh = true

  /// The pages of a document, in order.
  public static func pages(of document: PaperDocument, _ ruler: Ruler) -> [PaperPage] {
    var layout = PaperLayout(document: document, ruler: ruler)
    layout.placeTable()
    layout.placeTail()
    layout.placeFeet()
    return layout.pages
  }

  private init(document: PaperDocument, ruler: Ruler) {
    self.document = document
    self.ruler = ruler
  }

  private mutating func place(_ band: Band) {
    pages[pages.count - 1].marks += band.marks.map { $0.lowered(by: y) }
    y += band.height
  }

  private mutating func turn(_ head: Band) {
    pages.append(PaperPage())
    y = Sheet.top
    place(head)
    isFresh = true
  }

  // MARK: The table

  private mutating func placeTable() {
    let heads = HeadBands(document: document, ruler: ruler)
    let rows = RowBands(document: document, columns: Columns(document, ruler), ruler: ruler)
    let (head, pieces) = (rows.head, rows.pieces)
    let tail = TailBands(document: document, ruler: ruler).totals.height
    let carryHeight = rows.carry("", "").height
    var next = 0
    var carried: String?
    turn(heads.first)
    while true {
      place(head)
      if let carried { place(rows.carry(PaperText.clean(document.words.broughtForward), carried)) }
      let count = Self.count(
        pieces[next...], room: Sheet.bottom - y, tail: tail, carry: carryHeight)
      for piece in pieces[next..<(next + count)] { place(piece.band) }
      if count > 0 {
        carried = pieces[next + count - 1].carried ?? carried
        isFresh = false
      }
      next += count
      guard next < pieces.count else { return }
      if let carried {
        place(rows.carry(PaperText.clean(document.words.carriedForward), carried))
      }
      turn(heads.next)
    }
  }

  /// How many pieces stand on a page with so much room: all of them where the sums fit under them,
  /// else as many as leave place for the sum carried forward and lines for the next page.
  static func count(
    _ pieces: ArraySlice<TablePiece>, room: Double, tail: Double, carry: Double
  ) -> Int {
    let whole = pieces.reduce(0) { $0 + $1.band.height }
    if whole + tail <= room { return pieces.count }
    var (taken, height) = (0, 0.0)
    for piece in pieces {
      guard height + piece.band.height + carry <= room else { break }
      height += piece.band.height
      taken += 1
    }
    // The sums are never alone on their page: two lines go over with them.
    taken = min(taken, max(pieces.count - 2, 1))
    let start = pieces.startIndex
    while taken > 1, taken < pieces.count, pieces[start + taken - 1].staysWithNext { taken -= 1 }
    // A piece taller than a page would never find its place: it takes what there is.
    return max(taken, min(1, pieces.count))
  }

  // MARK: Under the table

  private mutating func placeTail() {
    let tail = TailBands(document: document, ruler: ruler)
    flow([tail.totals])
    flow(tail.note)
    // Terms and signature belong together: who signs sees what he signs.
    let last = tail.terms + (tail.acceptance.map { [$0] } ?? [])
    let height = last.reduce(0) { $0 + $1.height }
    if height <= room {
      last.forEach { place($0) }
    } else if height <= Sheet.bottom - Sheet.top - 40, !isFresh {
      turn(HeadBands(document: document, ruler: ruler).next)
      last.forEach { place($0) }
    } else {
      flow(last)
    }
  }

  private var room: Double { Sheet.bottom - y }

  /// Places bands one under the other, on further pages where they do not fit.
  private mutating func flow(_ bands: [Band]) {
    for band in bands {
      if band.height > room, !isFresh { turn(HeadBands(document: document, ruler: ruler).next) }
      place(band)
      isFresh = false
    }
  }

  // MARK: The foot

  private mutating func placeFeet() {
    let footer = ruler.lines(document.footer, .footer, within: Sheet.inner - 130).prefix(3)
    for index in pages.indices {
      let page = PaperText.clean(document.words.page)
        .replacing("{page}", with: String(index + 1))
        .replacing("{pages}", with: String(pages.count))
      var band = Band(
        height: 6,
        marks: [
          .rule(x: Sheet.left, y: 0, width: Sheet.inner, thickness: 0.4, ink: .hairline),
          .text(
            page, x: Sheet.right, baseline: 6 + PaperFont.small.baseline, font: .small, ink: .muted,
            side: .right),
        ])
      for line in footer { band.write(line, x: Sheet.left, .footer, .muted) }
      y = Sheet.bottom + 14
      pages[index].marks += band.marks.map { $0.lowered(by: y) }
    }
  }
}
