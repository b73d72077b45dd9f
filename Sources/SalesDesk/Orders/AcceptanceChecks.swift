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

  /// Something to sell, above its floor and with every cost known, or agreed to in exactly these terms
  /// (product.md, "Pipeline and quotes"). Options can take under its floor a quote that is above it.
  func isAgreed(_ agreed: AgreedQuote) throws {
    guard agreed.lines.contains(where: { $0.kind == .product && $0.quantity > .zero }) else {
      throw Refusal(.quoteEmpty, number)
    }
    let uncosted =
      try agreed.cost?.uncostedLines ?? scope.store.linesWithoutCost(of: quote.id)
    guard agreed.quote.underFloor || uncosted > 0 else { return }
    // Without costs a part can only be judged by the server, once it is written.
    if try agreed.isPart && !scope.store.keepsCosts { return }
    guard try scope.store.isApproved(quote) else {
      let offered = try scope.store.linesWithoutCost(of: quote.id)
      if !quote.underFloor, offered == 0 { throw Refusal(.choiceUnderFloor, number) }
      throw Refusal(
        .approvalNeeded, number,
        Fact("revision", .count(quote.revision)), Fact("uncosted", .count(uncosted)))
    }
  }
  /// What is taken of a quote, where the server keeps its costs from this session: it judges the order.
  func isAgreed(_ agreed: AgreedQuote, asWritten order: ID<SalesOrder>) throws {
    guard agreed.isPart, try !scope.store.keepsCosts,
      try scope.store.needsApproval(order), try !scope.store.isApproved(quote)
    else { return }
    throw Refusal(.choiceUnderFloor, number)
  }
}
