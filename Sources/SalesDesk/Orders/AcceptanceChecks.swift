import Sales
import SalesStore
import Values

/// What a quote must be before it becomes an order: one refusal per rule, with what it names.
struct AcceptanceChecks {
  let scope: ActScope
  let quote: Quote

  private var number: Fact { Fact("number", .text(quote.number)) }

  /// Sent, not superseded, in force, with something to sell.
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
    let lines = try scope.store.linesToOrder(of: quote.id)
    guard lines.contains(where: { $0.kind == .product && $0.quantity > .zero }) else {
      throw Refusal(.quoteEmpty, number)
    }
  }

  /// Above its floor and with every cost known, or agreed to in exactly these terms (product.md,
  /// "Pipeline and quotes").
  func isAgreed() throws {
    let uncosted = try scope.store.costToOrder(of: quote.id)?.uncostedLines ?? 0
    guard quote.underFloor || uncosted > 0 else { return }
    guard try scope.store.isApproved(quote) else {
      throw Refusal(
        .approvalNeeded, number,
        Fact("revision", .count(quote.revision)), Fact("uncosted", .count(uncosted)))
    }
  }
}
