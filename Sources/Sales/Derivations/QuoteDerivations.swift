import Values

/// What stands around a quote and in its figures: terms of its products, the stock, the customer's account.
public struct DerivationGround: Sendable, Hashable {
  /// What there is of a product in a warehouse.
  public struct Place: Sendable, Hashable {
    /// The warehouse.
    public var warehouseID: ID<Warehouse>
    /// What there is.
    public var position: StockPosition
    /// What the next receipt brings; nil = none is expected.
    public var receipt: Quantity?
    /// When; nil = nobody knows.
    public var receiptDay: Day?

    /// What there is of a product there.
    public init(
      warehouseID: ID<Warehouse>, position: StockPosition, receipt: Quantity? = nil,
      receiptDay: Day? = nil
    ) {
      self.warehouseID = warehouseID
      self.position = position
      self.receipt = receipt
      self.receiptDay = receiptDay
    }
  }

  /// Rules, costs, packagings of the products.
  public var terms: [ID<Product>: ProductTerms] = [:]
  /// For whom and when lines are priced.
  public var context: PricingContext?
  /// The stock, in the order of the warehouses.
  public var stock: [ID<Product>: [Place]] = [:]
  /// What each line finds in stock, as it is shown.
  public var finds: [Int: LineAvailability] = [:]
  /// What the customer last paid.
  public var lastPurchases: [ID<Product>: CustomerProduct] = [:]
  /// What he owes; nil = it is not shown.
  public var exposure: ExposureTerms?
  /// Orders due after it are left out.
  public var horizon: Day?
  /// How much he may owe; nil = no limit.
  public var creditLimit: Amount?
  /// Of what he owes, past its due day.
  public var overdue = Amount.zero
  /// The year-end rebates expected on the quote.
  public var rebates = DocumentRebates.none
  /// His general discount.
  public var customerDiscount = Ratio.zero
  /// For how many days a new quote holds.
  public var validityDays: Int?

  /// Nothing around it: figures of the draft alone.
  public init() {}
}

/// The derivations of the figures of a quote, each made when it is asked for: a quote of a thousand lines
/// has thirty thousand.
///
/// ```
///   let derivations = QuoteDerivations(draft, figures, ground)
///   for figure in derivations.all { derivations[figure] }      // value, rule, operands
/// ```
/// The value is the one that is shown (`QuoteComputation`); whether the operands give it is for
/// `Derivation.recomputed()` to say.
public struct QuoteDerivations: Sendable {
  let draft: QuoteDraft
  let figures: QuoteComputation
  let ground: DerivationGround
  /// Where each line stands in the draft.
  let places: [Int: Int]
  /// What each counted line bears of the document discount; empty where there is none.
  let shares: [Int: Amount]
  /// The same in the company's currency, where that is another one.
  let ownShares: [Int: Amount]

  /// The derivations of a quote with its figures.
  public init(_ draft: QuoteDraft, _ figures: QuoteComputation, _ ground: DerivationGround) {
    self.draft = draft
    self.figures = figures
    self.ground = ground
    places = Dictionary(
      draft.lines.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    let counted = figures.lines.filter(\.isCounted)
    shares = Self.spread(figures.totals.discount, counted, counted.map(\.net))
    ownShares =
      draft.money.isForeign
      ? Self.spread(figures.companyDiscount, counted, counted.map(\.companyNet)) : [:]
  }

  private static func spread(
    _ discount: Amount, _ counted: [QuoteLineFigures], _ nets: [Amount]
  ) -> [Int: Amount] {
    guard discount != .zero else { return [:] }
    let parts = (try? largestRemainder(discount.minor, over: nets.map(\.minor))) ?? []
    return Dictionary(
      zip(counted, parts).map { ($0.line, Amount(minor: $1)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether costs are kept from who looks.
  var hidesCosts: Bool { figures.hiddenFloor != nil }
  var minorUnits: Int64 { draft.quote.currency.minorUnits }
  /// The lines that are in the totals.
  var counted: [QuoteLineFigures] { figures.lines.filter(\.isCounted) }

  func row(_ line: Int) -> QuoteDraftLine? { places[line].map { draft.lines[$0] } }
  func terms(_ line: QuoteDraftLine) -> ProductTerms? {
    line.productID.flatMap { ground.terms[$0] }
  }

  /// The numbers of the lines that sell something, in the order of the document.
  public var lineNumbers: [Int] { draft.lines.filter(\.isProduct).map(\.number) }

  /// The line of that number, as the figures see it.
  public func draftLine(_ number: Int) -> QuoteDraftLine? { row(number) }

  /// The figures of a line, or of the document.
  public func figures(of line: Int?) -> [QuoteFigure] {
    line.map { figures(ofLine: $0) } ?? documentFigures
  }

  /// Whether something of what stands beside a figure is kept from who looks.
  public func hidesCosts(beside figure: QuoteFigure) -> Bool {
    figure.line.map { row($0)?.hidden?.isKnown == true } ?? hidesCosts
  }

  /// Every figure that can be asked for, the lines first, in the order of the document.
  public var all: [QuoteFigure] {
    draft.lines.flatMap { figures(ofLine: $0.number) } + documentFigures
  }

  /// Where a figure comes from; nil where the quote has no such figure, or does not show it.
  public subscript(figure: QuoteFigure) -> Derivation? {
    guard let line = figure.line else { return document(figure) }
    guard let row = row(line), let own = figures[line: line] else { return nil }
    return self.line(figure, row, own)
  }

  func derive(
    _ figure: QuoteFigure, _ value: DerivedValue?, _ rule: DerivationRule, _ operands: [Operand]
  ) -> Derivation? {
    guard let value else { return nil }
    return Derivation(
      figure, value, rule, operands, minorUnits: minorUnits,
      companyMinorUnits: draft.companyCurrency.minorUnits)
  }

  /// Something that is entered, set or stored.
  func state(_ figure: QuoteFigure, _ role: Operand.Role, _ value: DerivedValue?) -> Derivation? {
    value.flatMap { derive(figure, $0, .stated, [Operand(role, $0)]) }
  }
}
