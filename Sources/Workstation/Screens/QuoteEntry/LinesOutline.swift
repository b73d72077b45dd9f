import Exchange
import Sales
import SalesStore
import Terminal
import Values

/// What table and totals ask of all lines: how wide a column must be, which methods the costs come from.
/// Measured when a line changes, for that line only, so that a frame of a thousand lines costs what a
/// frame of ten does.
struct LinesOutline: Sendable, Hashable {
  /// What one line asks for, widths in columns.
  private struct Cells: Sendable, Hashable {
    var code = 0
    var price = 0
    var discounts = 0
    var floor = 0
    var method: CostMethod?
    var isHidden = false
    var product: ID<Product>?
  }

  private var lines: [Cells] = []
  /// Of the longest code.
  private(set) var code = 0
  /// Of the longest net price, its unit and its mark included.
  private(set) var price = 0
  /// Of the longest cascade of discounts, without the sign of percent.
  private(set) var discounts = 0
  /// Of the longest floor price.
  private(set) var floor = 0
  /// Where the costs of the lines come from; nil = from nowhere, or not all from the same.
  private(set) var method: CostMethod?
  /// Whether costs are kept from who types.
  private(set) var hidesCosts = false

  /// Measures all lines.
  init(
    _ draft: QuoteDraft, _ figures: QuoteComputation, _ products: [ID<Product>: ProductMatch]
  ) {
    replace(
      ChangedRun(first: 0, removed: 0, added: draft.lines.count), by: draft, figures, products)
  }

  /// Measures the lines of a run anew.
  mutating func replace(
    _ run: ChangedRun, by draft: QuoteDraft, _ figures: QuoteComputation,
    _ products: [ID<Product>: ProductMatch]
  ) {
    let cells = run.later.map { Self.cells(draft.lines[$0], figures, products) }
    lines.replaceSubrange(run.former, with: cells)
    sum()
  }

  /// The places of the lines that sell one of some products, ascending.
  func places(of products: Set<ID<Product>>) -> [Int] {
    // A key asks for one.
    let only = products.count == 1 ? products.first : nil
    return lines.indices.filter { place in
      guard let product = lines[place].product else { return false }
      return only.map { product == $0 } ?? products.contains(product)
    }
  }

  private mutating func sum() {
    (code, price, discounts, floor, method, hidesCosts) = (0, 0, 0, 0, nil, false)
    var isMixed = false
    for cells in lines {
      code = max(code, cells.code)
      price = max(price, cells.price)
      discounts = max(discounts, cells.discounts)
      floor = max(floor, cells.floor)
      hidesCosts = hidesCosts || cells.isHidden
      guard let known = cells.method else { continue }
      isMixed = isMixed || (method != nil && method != known)
      method = known
    }
    if isMixed { method = nil }
  }

  private static func cells(
    _ line: QuoteDraftLine, _ figures: QuoteComputation, _ products: [ID<Product>: ProductMatch]
  ) -> Cells {
    var cells = Cells()
    cells.isHidden = line.hidden != nil
    cells.product = line.productID
    cells.method = line.unitCost == nil ? nil : line.costMethod
    cells.code =
      line.productID.flatMap { products[$0] }?.product.code.columns ?? line.row.setCode.columns
    cells.discounts = columns(line.row.discounts)
    guard let figures = figures[line: line.number] else { return cells }
    let unit = line.row.priceUnit == 1 ? 0 : 1 + "\(line.row.priceUnit)".count
    cells.price =
      line.row.priceSource == .unknown ? 0 : Format.columns(figures.netUnitPrice) + unit + 1
    cells.floor = figures.floorPrice.map(Format.columns) ?? 0
    return cells
  }

  /// Of `10+5+2`, the sign of percent left out.
  private static func columns(_ discounts: [Ratio]) -> Int {
    discounts.reduce(max(0, discounts.count - 1)) { width, step in
      width + Format.columns(step)
    }
  }
}
