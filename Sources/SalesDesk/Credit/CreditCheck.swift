import Sales
import SalesStore
import Values

/// A manager's decision to let an order pass: who is the actor, why and until when stay on the order
/// and in the log.
public struct CreditOverride: Sendable, Hashable {
  /// Why.
  public let reason: String
  /// Last day on which the decision holds; nil = for this order whatever comes.
  public let until: Day?

  /// A decision.
  public init(reason: String, until: Day? = nil) {
    self.reason = reason
    self.until = until
  }
}

/// Judges a customer before more is owed: blocked, or over the limit (rules.md 2.9).
struct CreditCheck {
  let scope: ActScope
  var override: CreditOverride?

  /// Refuses, unless nothing stands against it or a manager decided otherwise.
  ///
  /// - Parameter subject: the record that would become or be an order again: a refusal names it, so
  ///   that whoever may decides on that very record.
  /// - Returns: the words kept on the order: `CODE · until · reason`; empty where none were needed.
  func judge(
    _ customerID: ID<Customer>, more: Amount, currency: Currency, about subject: ActSubject
  ) throws -> String {
    try scope.store.claimCredit(of: customerID)
    let position = try scope.store.creditPosition(of: customerID, today: scope.today)
    guard let refusal = try refusal(position, more: more, currency) else { return "" }
    guard let override else { throw refusal.about(subject) }
    guard scope.actor.holds(.manager) else {
      throw Refusal(
        .roleMissing, Fact("act", .text("credit.override")),
        Fact("roles", .text(Role.manager.rawValue)))
    }
    let reason = override.reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !reason.isEmpty else { throw Refusal(.overrideWithoutReason) }
    if let until = override.until, until < scope.today {
      throw Refusal(.overrideEnded, Fact("until", .day(until)))
    }
    scope.note("override", .text(reason))
    scope.note("overridden", .text(refusal.reason.rawValue))
    if let until = override.until { scope.note("until", .day(until)) }
    return [scope.actor.code, override.until?.isoText ?? "", reason].joined(separator: " · ")
  }

  private func refusal(
    _ position: CreditPosition, more: Amount, _ currency: Currency
  ) throws -> Refusal? {
    let name = Fact("customer", .text(position.customerName))
    if position.isBlocked {
      return Refusal(
        .customerBlocked, name, Fact("cause", .text(position.blockedReason)), try managers())
    }
    guard case .refused(let by) = try position.verdict(adding: more) else { return nil }
    func money(_ amount: Amount) -> FactValue { .money(Money(amount, currency)) }
    return Refusal(
      .overCreditLimit, name, Fact("limit", money(position.limit ?? .zero)),
      Fact("exposure", money(try position.exposure())), Fact("amount", money(more)),
      Fact("excess", money(by)), try managers())
  }

  /// Who may decide otherwise, by name: what to do next is to ask one of them.
  private func managers() throws -> Fact {
    let people = try scope.store.approvers().map { try scope.store.get($0).name }
    return Fact("managers", .text(people.sorted().joined(separator: ", ")))
  }
}
