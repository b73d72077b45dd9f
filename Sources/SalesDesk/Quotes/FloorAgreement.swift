import Sales
import SalesStore
import Values

/// What the floors ask of whoever sends or accepts a version, and whether that is agreed to.
///
/// An approval lifts what is asked, in exactly the terms of the version and, of a draft, under the floors
/// of today (`Approval.isInForce`). It lifts nothing where the same rules block who gave it: a manager
/// whom they block, or the delegate of a manager who is blocked himself, agrees in vain.
struct FloorAgreement {
  let scope: ActScope
  let quote: Quote
  /// The figures judged: of the version, or of what is taken of it.
  let figures: QuoteComputation
  /// Whether the document is under its floor, where it was sent; nil = as computed.
  let isUnder: Bool?

  init(scope: ActScope, quote: Quote, figures: QuoteComputation, isUnder: Bool? = nil) {
    (self.scope, self.quote, self.figures, self.isUnder) = (scope, quote, figures, isUnder)
  }

  /// A stored version, as a whole: what was sent keeps the verdict on the document that it left with.
  init(on quote: Quote, _ scope: ActScope) throws {
    let figures = try QuoteComputation(try scope.store.draft(of: quote.id)).settled(by: quote)
    self.init(
      scope: scope, quote: quote, figures: figures,
      isUnder: quote.state == .draft ? nil : quote.underFloor)
  }

  /// What is asked of who acts.
  var verdict: FloorVerdict { figures.verdict(for: scope.actor.roles, isUnder: isUnder) }

  private var number: Fact { Fact("number", .text(quote.number)) }

  /// - Throws: `floorBlocks` where only somebody may agree who is not blocked, and nobody did;
  ///   `approvalNeeded` where anybody who approves may.
  func check(asksForApproval: Bool = true) throws {
    let verdict = verdict
    guard verdict.isBlocked || (verdict.needsApproval && asksForApproval) else { return }
    guard try !isLifted() else { return }
    if verdict.isBlocked { throw try blocked(verdict) }
    let uncosted = Fact("uncosted", .count(verdict.linesWithoutCost))
    guard quote.state == .draft else {
      throw Refusal(.approvalNeeded, number, Fact("revision", .count(quote.revision)), uncosted)
    }
    throw Refusal(.approvalNeeded, number, uncosted)
  }

  /// Whether somebody agreed whom the rules do not block himself.
  func isLifted() throws -> Bool {
    guard let approval = try scope.store.approval(of: quote), approval.state == .granted else {
      return false
    }
    // Decided by nobody in particular, it lifts what no rule blocks for anybody.
    return try approval.decidedBy.map { try !isBlocked($0) }
      ?? !figures.verdict(for: [], isUnder: isUnder).isBlocked
  }

  /// Whether the rules block a person.
  func isBlocked(_ person: ID<Salesperson>) throws -> Bool {
    figures.verdict(for: try scope.store.roles(of: person), isUnder: isUnder).isBlocked
  }

  /// Who may not ask because nobody could agree, and why.
  func mayBeAsked() throws {
    let verdict = verdict
    guard verdict.isBlocked else { return }
    for approver in try scope.store.approvers() where try !isBlocked(approver) { return }
    throw try blocked(verdict)
  }

  /// What blocks: the document, or lines with the prices to type.
  func blocked(_ verdict: FloorVerdict) throws -> Refusal {
    guard !verdict.blockedLines.isEmpty else { return Refusal(.floorBlocks, number) }
    let step = figures.lines.filter { verdict.blockedLines.contains($0.line) }
    let prices = step.compactMap(\.floorPrice).map { Fact("price", .price($0)) }
    return Refusal(
      .floorBlocksLines, number, Fact("lines", .text(Self.words(verdict.blockedLines))),
      prices.first ?? Fact("price", .text("")))
  }

  /// Keeps what was asked with the version.
  func keep() throws {
    let old = try scope.store.find(QuoteVerdict.self, quote.id.sqlValue)
    switch (old, QuoteVerdict(quote.id, verdict)) {
    case (let old?, var new?):
      new.version = old.version
      if new != old { try scope.store.update(old, to: new) }
    case (let old?, nil): try scope.store.delete(old)
    case (nil, let new?): try scope.store.insert(new)
    case (nil, nil): break
    }
  }

  private static func words(_ lines: [Int]) -> String {
    lines.map(String.init).joined(separator: ", ")
  }
}
