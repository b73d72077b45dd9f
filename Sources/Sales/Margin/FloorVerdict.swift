import Values

/// What the floors ask of a document and of each of its lines, for one person: the one function that
/// screen, command line, sending, acceptance, approvals and negotiation decide with.
///
/// ```
///   lines under their floor ──► action of each (FloorRules) ──┐
///   the document under its own ──► action of documents ───────┼──► the strictest
///   lines without cost ──► ask (AT-59), whatever the rules ───┘
/// ```
/// Options that nobody took are in no verdict. A line is judged by its own net price; the document
/// discount is judged with the document.
public struct FloorVerdict: Hashable, Sendable {
  /// Lines under their floor of which more than a warning is asked, by number.
  public let lines: [Int: FloorAction]
  /// What is asked of the document; nil = it is not under its floor.
  public let document: FloorAction?
  /// Sold lines whose cost nobody knows.
  public let linesWithoutCost: Int
  /// Whether some sold line is under its floor, even where that only warns.
  public let hasLineUnder: Bool

  /// A verdict on the lines of a document and on the whole of it.
  ///
  /// - Parameters:
  ///   - strict: lines under their floor of which more than a warning is asked.
  ///   - isUnder: whether the document is under its floor.
  ///   - roles: of the person whom it is about.
  init(
    strict: [Int: FloorAction], hasLineUnder: Bool, isUnder: Bool, linesWithoutCost: Int,
    document: FloorActions, roles: Set<Role>
  ) {
    lines = strict
    self.hasLineUnder = hasLineUnder
    self.document = isUnder ? document.action(for: roles) : nil
    self.linesWithoutCost = linesWithoutCost
  }

  /// The strictest of all; nil = nothing is under a floor.
  public var action: FloorAction? {
    var all = Array(lines.values)
    if let document { all.append(document) }
    if linesWithoutCost > 0 { all.append(.ask) }
    if hasLineUnder { all.append(.warn) }
    return all.max()
  }

  /// Whether an approval is needed, and would do if somebody may give it.
  public var needsApproval: Bool { action.map { $0 >= .ask } ?? false }
  /// Whether only somebody may approve who is not blocked himself.
  public var isBlocked: Bool { action == .block }
  /// The lines that block, in their order.
  public var blockedLines: [Int] { lines.filter { $0.value == .block }.keys.sorted() }
  /// The lines that ask or block, in their order.
  public var strictLines: [Int] { lines.keys.sorted() }
}

extension QuoteComputation {
  /// What the floors ask of whoever works on the draft.
  public var verdict: FloorVerdict { verdict(strict, for: roles, isUnder: isUnderFloor) }

  /// What is asked of whoever works on the draft for a line; nil = it is not under its floor.
  public func floorAction(of line: QuoteLineFigures) -> FloorAction? {
    line.isUnderFloor ? line.floorActions.action(for: roles) : nil
  }

  /// What they ask of somebody.
  ///
  /// - Parameter isUnder: whether the document is under its floor, where a frozen verdict knows it; nil =
  ///   as computed.
  public func verdict(for roles: Set<Role>, isUnder: Bool? = nil) -> FloorVerdict {
    verdict(sums.strict(for: roles), for: roles, isUnder: isUnder ?? isUnderFloor)
  }

  private func verdict(
    _ strict: [Int: FloorAction], for roles: Set<Role>, isUnder: Bool
  ) -> FloorVerdict {
    FloorVerdict(
      strict: strict, hasLineUnder: !sums.under.isEmpty, isUnder: isUnder,
      linesWithoutCost: linesWithoutCost, document: documentFloor, roles: roles)
  }
}

/// What the floors asked of who sent or accepted a version: kept with it, for `check` and for the walls.
public struct QuoteVerdict: Sendable, Hashable {
  /// The version.
  public var quoteID: ID<Quote>
  /// The strictest of what was asked.
  public var action: FloorAction
  /// The numbers of the lines that asked or blocked, between commas.
  public var lines: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields.
  public init(quoteID: ID<Quote>, action: FloorAction, lines: String = "", version: Int = 1) {
    self.quoteID = quoteID
    self.action = action
    self.lines = lines
    self.version = version
  }

  /// What a verdict leaves on a version; nil where nothing is under a floor.
  public init?(_ quote: ID<Quote>, _ verdict: FloorVerdict) {
    guard let action = verdict.action else { return nil }
    self.init(
      quoteID: quote, action: action,
      lines: verdict.strictLines.map(String.init).joined(separator: ","))
  }
}

/// How often floors and what happens under them changed: an approval holds for what it was given under.
public struct FloorRevision: Sendable, Hashable {
  /// Always 1.
  public var id: Int
  /// Counts the changes.
  public var revision: Int

  /// A count.
  public init(id: Int = 1, revision: Int) {
    self.id = id
    self.revision = revision
  }
}

extension Approval {
  /// Whether it still says something: what was agreed to under other floors, or under other rules about
  /// them, is agreed to no more while the version is a draft. What was sent keeps the approval it left
  /// with: a promise to a customer is not taken back by a setting. What is only asked for is decided by
  /// the floors of the day of the decision.
  public func isInForce(for quote: Quote, _ revision: Int) -> Bool {
    state != .granted || quote.state != .draft || floorRevision == revision
  }
}
