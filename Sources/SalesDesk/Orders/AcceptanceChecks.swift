import Sales
import SalesStore
import Values

/// What a quote must be before it becomes an order: one refusal per rule, with what it names.
struct AcceptanceChecks {
  let scope: ActScope
  let quote: Quote

  private var number: Fact { Fact("number", .text(quote.number)) }

  /// Sent, not superseded, in force.
  func offerStands() throws {
    switch quote.state {
    case .sent: break
    case .superseded:
      let newer = try scope.store.standingRevision(of: quote.number) ?? quote.revision
      throw Refusal(
        .quoteSuperseded, number, Fact("revision", .count(quote.revision)),
        Fact("newer", .count(newer)))
    default:
      throw Refusal(.quoteNotWithCustomer, number, Fact("state", .text(quote.state.rawValue)))
    }
    guard quote.validityDay >= scope.today else {
      throw Refusal(.validityPast, number, Fact("validity", .day(quote.validityDay)))
    }
  }

  /// Something to sell, of which the floors ask nothing, or agreed to in exactly these terms (product.md,
  /// "Pipeline and quotes"). Options can take under its floor a quote that is above it.
  ///
  /// - Returns: what the floors asked; nil where nothing had to be looked at.
  func isAgreed(_ agreed: AgreedQuote) throws -> FloorAgreement? {
    guard agreed.lines.contains(where: { $0.kind == .product && $0.quantity > .zero }) else {
      throw Refusal(.quoteEmpty, number)
    }
    // Without costs a part can only be judged by the server, once it is written.
    if try agreed.isPart && !scope.store.keepsCosts { return nil }
    guard let agreement = try agreement(on: agreed) else { return nil }
    do {
      try agreement.check()
    } catch let refusal as Refusal where agreed.isPart && refusal.reason == .approvalNeeded {
      let whole = try FloorAgreement(on: quote, scope)
      throw whole.verdict.needsApproval ? refusal : Refusal(.choiceUnderFloor, number)
    }
    return agreement
  }

  /// As it was offered its lines are only read where a floor may ask something: accepting is quick.
  private func agreement(on agreed: AgreedQuote) throws -> FloorAgreement? {
    if let figures = agreed.figures {
      return FloorAgreement(scope: scope, quote: quote, figures: figures)
    }
    let uncosted =
      try agreed.cost?.uncostedLines ?? scope.store.linesWithoutCost(of: quote.id)
    guard
      try quote.underFloor || uncosted > 0 || scope.store.floorRules().asksOfLines
        || scope.store.find(QuoteVerdict.self, quote.id.sqlValue) != nil
    else { return nil }
    return try FloorAgreement(on: quote, scope)
  }

  /// What is taken of a quote, where the server keeps its costs from this session: it judges the order.
  func isAgreed(_ agreed: AgreedQuote, asWritten order: ID<SalesOrder>) throws {
    guard agreed.isPart, try !scope.store.keepsCosts,
      try scope.store.needsApproval(order), try !FloorAgreement(on: quote, scope).isLifted()
    else { return }
    throw Refusal(.choiceUnderFloor, number)
  }
}
