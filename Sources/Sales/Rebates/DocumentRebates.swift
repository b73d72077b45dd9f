import Values

/// The rebates expected on a document.
public struct DocumentRebates: Hashable, Sendable {
  /// One per agreement of its customer.
  public let outlooks: [RebateOutlook]
  /// Expected to go back on the document, rounded once: of several agreements the sum of what each brings,
  /// rounded apart, may be a cent off.
  public let expected: Amount
  private let lines: LineRates

  /// The rates of the lines.
  private enum LineRates: Hashable, Sendable {
    case none
    /// Those kept when the quote was sent.
    case frozen([Int: Ratio])
    /// Those that each combination of agreements pays.
    case live(RebateCover, [Ratio])
  }

  /// None.
  public static let none = DocumentRebates(outlooks: [], expected: .zero, lines: .none)

  private init(outlooks: [RebateOutlook], expected: Amount, lines: LineRates) {
    self.outlooks = outlooks
    self.expected = expected
    self.lines = lines
  }

  /// The rebates on a draft.
  ///
  /// - Parameter families: the family of each product on it.
  public init(
    _ draft: QuoteDraft, _ figures: QuoteComputation, _ standings: [RebateStanding],
    families: (ID<Product>) -> ID<Family>?
  ) throws(Overflow) {
    guard !standings.isEmpty else {
      self = .none
      return
    }
    try self.init(try RebateCover(draft, figures, standings, families: families), figures)
  }

  /// The rebates on a draft whose lines are counted already.
  public init(_ cover: RebateCover, _ figures: QuoteComputation) throws(Overflow) {
    var outlooks: [RebateOutlook] = []
    for (place, standing) in cover.standings.enumerated() {
      let eligible = try figures.afterDiscount(try cover.net(of: place))
      outlooks.append(try standing.outlook(with: eligible))
    }
    let rates = cover.rates(outlooks)
    let shares = try figures.rebateShares(try cover.sold(at: rates))
    self.init(
      outlooks: outlooks, expected: try Self.expected(shares), lines: .live(cover, rates))
  }

  /// The rebates that were expected when a quote was sent, which stay on its lines.
  public init(
    frozen rates: [Int: Ratio], _ figures: QuoteComputation, _ outlooks: [RebateOutlook] = []
  ) throws(Overflow) {
    self.init(
      outlooks: outlooks, expected: try Self.expected(figures.rebateShares(rates)),
      lines: .frozen(rates))
  }

  /// Whether the rates are those kept when the quote was sent.
  public var isFrozen: Bool {
    if case .frozen = lines { true } else { false }
  }

  /// Σ of the rates of each line, by its number; none = nothing.
  public var rates: [Int: Ratio] {
    switch lines {
    case .none: [:]
    case .frozen(let rates): rates
    case .live(let cover, let rates): cover.rates(ofLines: rates)
    }
  }

  /// Σ of the rates of one line; nil = nothing is expected on it.
  public func rate(ofLine number: Int) -> Ratio? {
    switch lines {
    case .none: nil
    case .frozen(let rates): rates[number]
    case .live(let cover, let rates): cover.rate(ofLine: number, rates)
    }
  }

  /// What amounts at their rates come to, rounded once: a draft, what was sent of it and its order say the
  /// same.
  public static func expected(_ shares: [RebateShare]) throws(Overflow) -> Amount {
    let exact = shares.reduce(Int128(0)) { $0 + Int128($1.net.minor) * Int128($1.rate.basisPoints) }
    return try Amount(narrowing: roundHalfAwayFromZero(exact, Ratio.one))
  }

  /// The share of the goods that is expected to go back: what a negotiation counts with.
  public func rate(of figures: QuoteComputation) -> Ratio {
    let goods = figures.companyNet
    guard goods > .zero, expected > .zero else { return .zero }
    let points = roundUp(Int128(expected.minor) * Ratio.one, Int128(goods.minor))
    return Ratio(basisPoints: Int64(clamping: points))
  }

  /// What is left of the margin of the goods after carriage and the rebates expected.
  public func netNet(of figures: QuoteComputation) -> NetNetMargin {
    NetNetMargin(
      net: figures.margin.netWithCost, margin: figures.margin.margin, rebate: expected,
      carriage: figures.carriage.borne)
  }

  /// The same of one line: its margin less the rebate on its net.
  public func netNet(of line: QuoteLineFigures) throws(Overflow) -> NetNetMargin? {
    guard let margin = line.margin.margin else { return nil }
    return NetNetMargin(
      net: line.companyNet, margin: margin,
      rebate: try line.companyNet.times(rate(ofLine: line.line) ?? .zero))
  }
}

/// An amount and the share of it that is expected to go back.
public struct RebateShare: Hashable, Sendable {
  /// The amount, in the company's currency.
  public let net: Amount
  /// The share.
  public let rate: Ratio

  /// An amount at a rate.
  public init(net: Amount, rate: Ratio) {
    self.net = net
    self.rate = rate
  }
}

extension QuoteComputation {
  /// What is sold at each rate, after the document discount; the lowest rate first.
  func rebateShares(_ rates: [Int: Ratio]) throws(Overflow) -> [RebateShare] {
    var nets: [Ratio: Amount] = [:]
    for line in lines where line.isCounted {
      guard let rate = rates[line.line] else { continue }
      nets[rate] = try (nets[rate] ?? .zero).adding(line.companyNet)
    }
    return try rebateShares(nets)
  }

  /// What is sold at each rate before the document discount, after it; the lowest rate first.
  func rebateShares(_ sold: [Ratio: Amount]) throws(Overflow) -> [RebateShare] {
    var shares: [RebateShare] = []
    for (rate, net) in sold.sorted(by: { $0.key < $1.key }) {
      shares.append(RebateShare(net: try afterDiscount(net), rate: rate))
    }
    return shares
  }

  /// A part of the goods after the document discount, in proportion, rounded once; in the company's
  /// currency, as rebates are.
  func afterDiscount(_ part: Amount) throws(Overflow) -> Amount {
    let goods = companyNet + companyDiscount
    guard companyDiscount != .zero, goods != .zero else { return part }
    let share = roundHalfAwayFromZero(
      Int128(companyDiscount.minor) * Int128(part.minor), Int128(goods.minor))
    return part - (try Amount(narrowing: share))
  }
}
