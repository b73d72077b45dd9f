import Database
import Sales
import Values

/// A quote that a move of an index or of an exchange rate puts in question.
public struct QuoteToReview: Sendable, Hashable {
  /// The quote.
  public let quote: QuoteSummary
  /// The lines that the move puts in question.
  public let lines: [LineToReview]
  /// The euros at stake: what the customer would pay more (or less) at today's prices, and what the goods
  /// would cost more (or less) at today's exchange rates.
  public let effect: Amount
  /// The version that is being made after it; nil = none.
  public let newerDraft: Quote?
}

/// What moved since a line was priced.
public enum Mover: Sendable, Hashable {
  /// The index that its price follows: what it was worth then, and is now.
  case index(CommodityIndex, then: IndexReading, now: IndexReading)
  /// The rate of the currency in which its goods are bought: then, and now.
  case rate(then: CurrencyRate, now: CurrencyRate)

  /// Code of the index, or of the currency.
  public var code: String {
    switch self {
    case .index(let index, _, _): index.code
    case .rate(let then, _): then.currency.code
    }
  }

  /// Name of the index, or code of the currency.
  public var name: String {
    switch self {
    case .index(let index, _, _): index.name
    case .rate(let then, _): then.currency.code
    }
  }

  /// By how much it moved: a currency by what one of it costs.
  public var move: Fraction {
    switch self {
    case .index(_, let then, let now): now.value.move(since: then.value)
    case .rate(let then, let now): now.rate.move(since: then.rate)
    }
  }
}

/// A line put in question by what moved.
public struct LineToReview: Sendable, Hashable {
  /// Number of the line.
  public let line: Int
  /// Code of the product.
  public let productCode: String
  /// What moved.
  public let mover: Mover
  /// The price that the line has; for an exchange rate, what its goods cost then.
  public let price: UnitPrice
  /// The price that today's value gives, nil where the rule is gone; for an exchange rate, what the goods
  /// cost now.
  public let priceNow: UnitPrice?
  /// What the line would cost the customer more; for an exchange rate, what its goods cost more.
  public let effect: Amount
}

extension StoreReading {
  /// The open quotes that a move by more than the company's setting puts in question, the largest stake
  /// first (rules.md 2.4): of an index that a price follows, or of the currency in which the goods are
  /// bought. Options and alternatives are not in it; who sees no costs is shown indexes only.
  ///
  /// - Parameter person: only those of this person; nil = everybody's.
  public func quotesToReview(
    of person: ID<Salesperson>? = nil, today: Day, limit: Int = 200
  ) throws -> [QuoteToReview] {
    let allowed = try settings().indexMove
    var found: [ID<Quote>: [LineToReview]] = [:]
    for index in try all(CommodityIndex.self, "ORDER BY code") {
      guard let now = try reading(of: index.id, on: today) else { continue }
      for line in try linesPriced(by: index.id, of: person) {
        guard let value = line.indexValue, let day = line.indexDay,
          now.value.isMoved(since: value, beyond: allowed)
        else { continue }
        let priced = IndexReading(indexID: index.id, day: day, value: value)
        found[line.quoteID, default: []].append(try review(line, index, priced, now))
      }
    }
    for (quote, lines) in try linesMovedByRates(of: person, today: today, beyond: allowed) {
      found[quote, default: []] += lines
    }
    return try found.map { id, lines in
      let quote = try get(id)
      return QuoteToReview(
        quote: try summary(quote), lines: lines.sorted { $0.line < $1.line },
        effect: try Amount.sum(lines.map(\.effect)), newerDraft: try newerDraft(than: quote))
    }.sorted {
      ($0.effect.minor.magnitude, $0.quote.quote.number)
        > ($1.effect.minor.magnitude, $1.quote.quote.number)
    }.prefix(limit).map { $0 }
  }

  private func linesPriced(
    by index: ID<CommodityIndex>, of person: ID<Salesperson>?
  ) throws -> [QuoteLine] {
    let mine: SQL = person.map { " AND salesperson_id = \($0)" } ?? ""
    return try all(
      QuoteLine.self,
      """
      WHERE index_id = \(index) AND choice = 'firm' AND quote_id IN (
        SELECT id FROM quote WHERE id = quote_line.quote_id AND state IN ('draft', 'sent')
      """ + mine + ") ORDER BY quote_id, line")
  }

  private func review(
    _ line: QuoteLine, _ index: CommodityIndex, _ priced: IndexReading, _ now: IndexReading
  ) throws -> LineToReview {
    let rule = try line.priceRuleID.flatMap { try find($0) }
    let quote = try get(line.quoteID)
    let money = DocumentCurrency(
      quote.currency, company: try company().currency, rate: quote.rate)
    let product = try line.productID.flatMap { try find($0) }
    var priceNow = try rule.flatMap { IndexedPrice($0, now) }?.price()
    if let price = priceNow, let rule, rule.currency != quote.currency {
      priceNow = try money.foreign(price, step: money.step(decimals: product?.priceDecimals ?? 2))
    }
    var effect = Amount.zero
    if let priceNow {
      let amounts = LineAmounts(
        quantity: line.quantity, priceUnit: Int64(line.priceUnit), unitPrice: priceNow,
        discounts: (try? Discounts(line.discounts)) ?? .none)
      effect =
        try money.own(amounts.net(minorUnits: money.currency.minorUnits))
        - (line.companyNet ?? line.netAmount)
    }
    return LineToReview(
      line: line.line, productCode: product?.code ?? "",
      mover: .index(index, then: priced, now: now),
      price: line.unitPrice, priceNow: priceNow, effect: effect)
  }
}

extension IndexedPrice {
  /// The price of a rule that follows an index, at a value of it; nil for any other rule.
  init?(_ rule: PriceRule, _ reading: IndexReading?) {
    guard rule.indexID != nil, let price = rule.netPrice, let share = rule.indexShare,
      let base = rule.indexBase, base > .zero
    else { return nil }
    self.init(base: price, share: share, baseValue: base, reading: reading)
  }
}
