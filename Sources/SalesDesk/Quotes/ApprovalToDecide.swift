import Sales
import SalesStore
import Values

/// What somebody is to decide on: who asks and why, and what stands under which floor.
public struct ApprovalToDecide: Sendable {
  /// What was asked.
  public let approval: Approval
  /// The version, as its figures are computed.
  public let draft: QuoteDraft
  /// Its figures, as far as the person who decides may see them.
  public let figures: QuoteComputation
  /// Who asked.
  public let askedByName: String
  /// The manager in whose place it is decided; nil = in the person's own name.
  public let inPlaceOf: Salesperson?
  /// What the floors ask of who asked.
  public let verdict: FloorVerdict
  /// Whether the same rules block who decides, who can then only refuse or counter.
  public let isBlocked: Bool
}

extension StoreReading {
  /// The approval asked for a quote, for whoever is about to decide on it: what the act would refuse is
  /// refused here, before a word of it is typed.
  ///
  /// - Throws: `Refusal` where nothing is asked, or the person may not decide.
  public func approvalToDecide(
    on id: ID<Quote>, by actor: Actor, today: Day
  ) throws -> ApprovalToDecide {
    let quote = try get(id)
    guard let approval = try approval(of: quote), approval.state == .asked else {
      throw Refusal(.approvalNotAsked, Fact("number", .text(quote.number)))
    }
    let absent = try decidingFor(approval, of: quote, by: actor, on: today)
    let draft = try draft(of: id)
    let figures = try QuoteComputation(draft).settled(by: quote)
    let isUnder = quote.state == .draft ? nil : quote.underFloor
    return ApprovalToDecide(
      approval: approval, draft: draft, figures: figures,
      askedByName: try get(approval.askedBy).name, inPlaceOf: absent,
      verdict: figures.verdict(for: try roles(of: approval.askedBy), isUnder: isUnder),
      isBlocked: figures.verdict(for: actor.roles, isUnder: isUnder).isBlocked)
  }

  /// The manager in whose place a person decides; nil = in the person's own name.
  ///
  /// - Throws: `Refusal`, with who could decide, where this person may not.
  func decidingFor(
    _ approval: Approval, of quote: Quote, by actor: Actor, on day: Day
  ) throws -> Salesperson? {
    let entry = DecideApproval.entry
    let seat = try seat(
      of: actor.id, approves: entry.allows(actor.roles), for: approval, on: quote, day: day)
    let number = Fact("number", .text(quote.number))
    switch seat {
    case .own: return nil
    case .place(let absent): return absent
    case .nothing: throw entry.refusal
    case .ownQuote, .quoteOfAbsent:
      let names = try deciders(on: approval, of: quote, day: day).map(\.name)
      guard !names.isEmpty else { throw Refusal(.approvalByNobody, number) }
      let others = Fact("names", .text(names.joined(separator: ", ")))
      guard case .quoteOfAbsent(let absent) = seat else {
        throw Refusal(.approvalOfOwnQuote, number, others)
      }
      throw Refusal(.approvalForOwner, number, Fact("absent", .text(absent.name)), others)
    }
  }
}
