import Sales
import SalesStore
import Values

/// The exact file handed over.
public struct SentFile: Sendable, Hashable {
  /// SHA-256 of the bytes, lower-case hexadecimal.
  public let hash: String
  /// `text/html`, `application/pdf`.
  public let mediaType: String
  /// File name.
  public let name: String
  /// The file.
  public let bytes: [UInt8]

  /// A file with its hash.
  public init(hash: String, mediaType: String, name: String, bytes: [UInt8]) {
    self.hash = hash
    self.mediaType = mediaType
    self.name = name
    self.bytes = bytes
  }
}

/// Sends a quote to its customer: the version is frozen, the former one superseded, the opportunity
/// moves to the stage of sent quotes unless it is further on, the file handed over is kept.
public struct SendQuote: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.send", .final, roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// Prints what is handed over, as the quote stands once it is sent; nil = nothing is printed.
  public let printing: Printing?

  /// Prints a quote in the transaction that sends it, so that the file kept is of exactly the rows
  /// that are frozen. It may run again on contention: it only reads.
  public typealias Printing = @Sendable (ID<Quote>, StoreWriter, Day) throws -> SentFile

  /// The sending of a quote.
  public init(_ quote: ID<Quote>, printing: Printing? = nil) {
    quoteID = quote
    self.printing = printing
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Quote {
    let draft = try scope.store.draft(of: quoteID)
    let agreement = FloorAgreement(
      scope: scope, quote: draft.quote,
      figures: try QuoteComputation(draft).settled(by: draft.quote))
    try SendingChecks(scope: scope, draft: draft, agreement: agreement).mayBeSent()
    try agreement.keep()
    let writing = QuoteWriting(scope: scope)
    var sent = draft.quote
    // The floors may have moved since the draft was saved; what is sent is judged by those of today.
    if try scope.store.keepsCosts { sent.underFloor = agreement.figures.isUnderFloor }
    sent.state = try sent.state.becoming(.sent)
    sent.sentDay = scope.today
    // The estimate of what carriage costs is frozen with the rest: settings may change afterwards.
    sent.carriageCost = try draft.computed().figures.carriage.cost
    try freezeRebates(draft, scope)
    let kept = try scope.store.update(draft.quote, to: sent)
    try supersede(kept, scope)
    try keepFile(of: kept, scope)
    let path = OpportunityPath(scope: scope)
    try path.advance(
      try scope.store.get(kept.opportunityID),
      toStageCoded: try scope.store.settings().sentStage)
    writing.concerns(kept)
    return kept
  }

  /// The rebate expected on each line stays as it was when the customer got the quote.
  private func freezeRebates(_ draft: QuoteDraft, _ scope: ActScope) throws {
    let figures = try QuoteComputation(draft)
    let rebates = try scope.store.rebates(of: draft, figures, today: scope.today)
    try scope.store.insert(
      rebates.rates.sorted { $0.key < $1.key }.map {
        QuoteLineRebate(quoteID: draft.quote.id, line: $0.key, rate: $0.value)
      })
  }

  private func supersede(_ sent: Quote, _ scope: ActScope) throws {
    for former in try scope.store.versions(of: sent.number)
    where former.id != sent.id && former.state == .sent {
      var superseded = former
      superseded.state = try former.state.becoming(.superseded)
      try scope.store.update(former, to: superseded)
    }
  }

  private func keepFile(of quote: Quote, _ scope: ActScope) throws {
    guard let file = try printing?(quote.id, scope.store, scope.today) else { return }
    try scope.keep(file, of: .quote, quote.id.rawValue)
  }
}

/// What a draft must be before a customer sees it: one refusal per rule.
struct SendingChecks {
  let scope: ActScope
  let draft: QuoteDraft
  let agreement: FloorAgreement

  func mayBeSent() throws {
    let quote = draft.quote
    let number = Fact("number", .text(quote.number))
    guard quote.state == .draft else {
      throw Refusal(.quoteNotDraft, number, Fact("state", .text(quote.state.rawValue)))
    }
    guard draft.lines.contains(where: \.isCounted) else { throw Refusal(.quoteEmpty, number) }
    let unpriced = draft.lines.filter { $0.row.priceSource == .unknown }.map { String($0.number) }
    guard unpriced.isEmpty else {
      throw Refusal(
        .priceMissing, number, Fact("lines", .text(unpriced.joined(separator: ", "))))
    }
    guard quote.validityDay >= scope.today else {
      throw Refusal(.validityPast, number, Fact("validity", .day(quote.validityDay)))
    }
    try scope.store.checkTerm(of: quote, today: scope.today)
    if quote.vatPosition == .intraCommunity {
      try CustomerTerms.checkVatNumber(of: try scope.store.get(quote.customerID))
    }
    try agreement.check(asksForApproval: try scope.store.settings().sendingNeedsApproval)
  }
}
