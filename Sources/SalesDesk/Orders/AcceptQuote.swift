import Sales
import SalesStore
import Values

// Acceptance: one key turns a sent quote into an order, in one transaction.
//
//   choice      all firm lines, the options that were taken, in the quantities that were taken
//   checks      sent, in force, agreed where it must be, customer neither blocked nor over his limit
//   order       the quote's header, lines and frozen costs, line by line
//   rest        what was not taken stays quoted: a draft of its own, at the prices agreed
//   stage       the opportunity enters the won stage of its pipeline …
//   triggers    … whose rows say what happens then: reserveStock, requestPurchases (StageTriggers)
//   number      drawn last, because all desks draw from one series (architecture.md §4)

/// Turns a sent quote into an order (issue, "Acceptance").
///
/// Undoable until something of it was delivered or ordered from a supplier.
public struct AcceptQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.accept", roles: .everyone)

  /// The quote.
  public let quoteID: ID<Quote>
  /// What the customer takes of it.
  public let taken: TakenLines
  /// A manager's decision to let it pass although the customer is blocked or over the limit.
  public let creditOverride: CreditOverride?
  /// Who says yes on the customer's side, and how.
  public let note: AcceptanceNote

  /// The acceptance of a quote.
  public init(
    quote: ID<Quote>, taking taken: TakenLines = .asOffered, creditOverride: CreditOverride? = nil,
    note: AcceptanceNote = AcceptanceNote()
  ) {
    quoteID = quote
    self.taken = taken
    self.creditOverride = creditOverride
    self.note = note
  }

  /// Does it.
  ///
  /// - Returns: per line what is reserved where, and what is awaited until when.
  /// - Throws: `Refusal` with the reason and its facts.
  public func perform(_ scope: ActScope) throws -> Acceptance {
    let quote = try scope.store.get(quoteID)
    let opportunity = try scope.store.get(quote.opportunityID)
    let checks = AcceptanceChecks(scope: scope, quote: quote)
    try checks.offerStands()
    let agreed = try AgreedQuote(quote, taken, scope)
    let agreement = try checks.isAgreed(agreed)
    guard opportunity.outcome == .open else {
      throw Refusal(.opportunityClosed, Fact("number", .text(opportunity.number)))
    }
    let override = try judge(agreed.quote, scope)
    let (order, short) = try OrderFromQuote(scope: scope, agreed: agreed)
      .write(creditOverride: override)
    try checks.isAgreed(agreed, asWritten: order.id)
    try agreement?.keep()
    let kept = try scope.keep(note, of: order)
    try accept(quote, scope)
    try StageEntry(scope: scope).win(opportunity, by: quote, order: order)
    try CustomerPurchases(scope: scope).note(order)
    let rest = try agreed.rest.map {
      try RestOfQuote(scope: scope).keep($0, of: opportunity, offered: quote.id)
    }
    // After the rest, whose writing names its own quote: what is said last is what was accepted.
    scope.note("quote", .text(quote.number))
    let numbered = try number(order, scope)
    return Acceptance(
      orderID: order.id, orderNumber: numbered.number,
      lines: try scope.store.supply(of: order.id, today: scope.today), rest: rest?.quote.number,
      derogationShort: short, acceptance: kept)
  }

  /// The credit of the customer; a refusal keeps what was taken, for whoever decides otherwise.
  private func judge(_ quote: Quote, _ scope: ActScope) throws -> String {
    let company = try scope.store.company().currency
    let money = DocumentCurrency(quote.currency, company: company, rate: quote.rate)
    do {
      return try CreditCheck(scope: scope, override: creditOverride).judge(
        quote.customerID, more: try money.own(quote.totalAmount), currency: company,
        about: ActSubject(kind: .quote, id: quoteID.rawValue))
    } catch let refusal as Refusal {
      throw refusal.taking(taken)
    }
  }

  private func accept(_ quote: Quote, _ scope: ActScope) throws {
    var accepted = quote
    accepted.state = try quote.state.becoming(.accepted)
    accepted.decidedDay = scope.today
    try scope.store.update(quote, to: accepted)
    scope.concerns(.quote, quote.id.rawValue)
    scope.concerns(.customer, quote.customerID.rawValue)
    scope.concerns(.opportunity, quote.opportunityID.rawValue)
  }

  private func number(_ order: SalesOrder, _ scope: ActScope) throws -> SalesOrder {
    var numbered = order
    numbered.number = try scope.store.drawNumber("order")
    scope.concerns(.order, order.id.rawValue)
    scope.note("order", .text(numbered.number))
    return try scope.store.update(order, to: numbered)
  }
}

/// What the salesperson sees at once: the order, and per line where its goods are.
public struct Acceptance: Sendable, Hashable {
  /// The order.
  public let orderID: ID<SalesOrder>
  /// Its number.
  public let orderNumber: String
  /// Its product lines.
  public let lines: [LineSupply]
  /// Number of the quote that keeps what was not taken; nil = nothing is left.
  public let rest: String?
  /// Base units that were to cost what suppliers' derogations grant and cost as usual: the derogations have
  /// less left, or ended.
  public let derogationShort: Quantity
  /// Who said yes on the customer's side, and how.
  public let acceptance: OrderAcceptance

  /// Whether everything is set aside.
  public var isFullyReserved: Bool { lines.allSatisfy { $0.missing == .zero } }
}
