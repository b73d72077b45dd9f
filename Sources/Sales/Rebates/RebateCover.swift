import Values

/// Which agreements count the lines of a draft, and what those lines come to: kept while a quote is typed, so
/// that a key in a quote of a thousand lines looks at its own line and not at a thousand.
///
/// ```
///   lines      1   2   3   4   5        each line: the agreements that count it (a combination)
///   counted   {A} {A,B} – {A} {A,B}     each combination: Σ net of its sold lines
/// ```
public struct RebateCover: Sendable, Hashable {
  private struct Line: Sendable, Hashable {
    let number: Int
    /// Its combination; nil = no agreement counts it.
    let combination: Int?
    /// Its net in the company's currency; zero where it is only offered.
    let net: Amount
  }

  /// The agreements it was counted for: what is asked of it is asked for them.
  let standings: [RebateStanding]
  /// The lines of the draft, in its order.
  private var lines: [Line] = []
  /// Agreements that count a line together, as places among the standings.
  private var combinations: [[Int]] = []
  /// What the sold lines of each come to.
  private var nets: [Amount] = []

  /// The lines of a draft under some agreements.
  ///
  /// - Parameter families: the family of each product on it.
  public init(
    _ draft: QuoteDraft, _ figures: QuoteComputation, _ standings: [RebateStanding],
    families: (ID<Product>) -> ID<Family>?
  ) throws(Overflow) {
    self.standings = standings
    let all = ChangedRun(first: 0, removed: 0, added: draft.lines.count)
    try replace(all, by: draft, figures, families: families)
  }

  /// Takes the lines of a run as they now are; the others are as they were.
  public mutating func replace(
    _ run: ChangedRun, by draft: QuoteDraft, _ figures: QuoteComputation,
    families: (ID<Product>) -> ID<Family>?
  ) throws(Overflow) {
    for line in lines[run.former] {
      if let combination = line.combination { nets[combination] -= line.net }
    }
    var fresh: [Line] = []
    fresh.reserveCapacity(run.added)
    for place in run.later {
      let number = draft.lines[place].number
      guard let product = draft.lines[place].productID, let figure = figures[line: number] else {
        fresh.append(Line(number: number, combination: nil, net: .zero))
        continue
      }
      let net = figure.isCounted ? figure.companyNet : .zero
      let combination = combination(of: product, families(product))
      if let combination { nets[combination] = try nets[combination].adding(net) }
      fresh.append(Line(number: number, combination: combination, net: net))
    }
    lines.replaceSubrange(run.former, with: fresh)
  }

  private mutating func combination(
    of product: ID<Product>, _ family: ID<Family>?
  ) -> Int? {
    let counting = standings.indices.filter { standings[$0].scope.covers(product, of: family) }
    guard !counting.isEmpty else { return nil }
    if let known = combinations.firstIndex(of: counting) { return known }
    combinations.append(counting)
    nets.append(.zero)
    return combinations.count - 1
  }

  /// What of the draft counts for an agreement, before the document discount.
  func net(of standing: Int) throws(Overflow) -> Amount {
    var sum = Amount.zero
    for place in combinations.indices where combinations[place].contains(standing) {
      sum = try sum.adding(nets[place])
    }
    return sum
  }

  /// Σ of the rates that each combination pays.
  func rates(_ outlooks: [RebateOutlook]) -> [Ratio] {
    combinations.map { standings in
      Ratio(basisPoints: standings.reduce(0) { $0 + outlooks[$1].rate.basisPoints })
    }
  }

  /// What is sold at each rate, before the document discount; nothing at none.
  func sold(at rates: [Ratio]) throws(Overflow) -> [Ratio: Amount] {
    var sold: [Ratio: Amount] = [:]
    for (rate, net) in zip(rates, nets) where rate > .zero {
      sold[rate] = try (sold[rate] ?? .zero).adding(net)
    }
    return sold
  }

  /// The rate of every line that has one, by its number.
  func rates(ofLines rates: [Ratio]) -> [Int: Ratio] {
    lines.reduce(into: [:]) { found, line in
      if let rate = line.combination.map({ rates[$0] }), rate > .zero { found[line.number] = rate }
    }
  }

  /// The rate of one line.
  func rate(ofLine number: Int, _ rates: [Ratio]) -> Ratio? {
    let combination = lines.first { $0.number == number }?.combination
    return combination.map { rates[$0] }.flatMap { $0 > .zero ? $0 : nil }
  }
}
