import Database
import Sales
import SalesStore
import Values

/// The time at the desk, made at the edge: rules never convert an instant into a day.
public struct DeskClock: Sendable {
  /// The present instant, and its business day in the company's time zone.
  public let now: @Sendable () -> (instant: Instant, day: Day)
  /// An instant moved so that its UTC reading is the company's wall clock: for showing it only.
  public let wallClock: @Sendable (Instant) -> Instant

  /// A clock read at each act; without a wall clock, UTC is shown.
  public init(
    wallClock: @escaping @Sendable (Instant) -> Instant = { $0 },
    now: @escaping @Sendable () -> (instant: Instant, day: Day)
  ) {
    self.wallClock = wallClock
    self.now = now
  }

  /// A clock that stands still, for tests and scripted runs.
  public static func fixed(_ instant: Instant, _ day: Day) -> DeskClock {
    DeskClock { (instant, day) }
  }
}

/// Where a person acts: the store, who they are, the time, identities.
///
/// ```
///   desk.perform(SendQuote(quote: id))   role → one transaction → log → Performed
///   desk.undo()   desk.redo()            the last act of this person that still stands
///   desk.read { reader in … }            one snapshot
/// ```
public struct Desk: Sendable {
  /// The store.
  public let store: Store
  /// Who acts.
  public let actor: Actor
  /// The time.
  public let clock: DeskClock
  /// Mints identities.
  public let ids: IDMint

  /// A desk.
  public init(store: Store, actor: Actor, clock: DeskClock, ids: IDMint) {
    self.store = store.seen(by: actor.roles)
    self.actor = actor
    self.clock = clock
    self.ids = ids
  }

  /// Runs `body` on one snapshot.
  public func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
    try store.read(body)
  }

  /// Does an act: the role is checked, then everything happens in one transaction.
  ///
  /// - Throws: `Refusal` where a rule says no, `Conflict` where another desk changed the same fields,
  ///   `StoreError` and `SQLError` where the store fails.
  @discardableResult
  public func perform<Kind: Act>(_ act: Kind) throws -> Performed<Kind.Outcome> {
    let entry = Kind.entry
    guard entry.allows(actor.roles) || entry.isDelegable else { throw entry.refusal }
    let id: ID<LoggedAct> = ids.mint()
    let (instant, day) = clock.now()
    return try reportingConflicts {
      try writeOnce(id.rawValue) { writer in
        let sight = try writer.sight
        if entry.showsCosts, sight == .hidden {
          throw Refusal(.costsNeeded, Fact("act", .text(entry.id)))
        }
        let scope = ActScope(
          store: try writer.costKeeper ?? writer, sight: sight, actor: actor, now: instant,
          today: day, ids: ids)
        let outcome = try writer.showing(try act.perform(scope))
        let head = ActHead(
          id: id.rawValue, kind: entry.id, actorID: actor.id, occurredAt: instant, day: day,
          summary: FactsJSON.encode(scope.facts), isUndoable: entry.finality == .undoable)
        let changes = try writer.finish(head, subjects: scope.subjects)
        return Performed(
          outcome: outcome, actID: changes > 0 ? id.rawValue : nil, entry: entry,
          facts: scope.facts)
      }
    }
  }

  /// Runs the transaction that logs the act of this identity. Where the server went away while it
  /// committed, the act is looked up before it is repeated: it never happens twice, and never is it
  /// reported as failed when it was done.
  ///
  /// ```
  ///   COMMIT sent ── answer lost ──► act in the log?  yes: done, with what the act returned
  ///                                                   no:  the same act again, under the same identity
  /// ```
  /// Should the first COMMIT still be under way after all, the repetition fails on the identity of the
  /// act, or on whatever the act has changed, and is found to be done.
  private func writeOnce<Result>(
    _ act: UInt128, _ body: (StoreWriter) throws -> Result
  ) throws -> Result {
    var done: Result?
    var attempt = 1
    while true {
      do {
        return try store.write { writer in
          let result = try body(writer)
          done = result
          return result
        }
      } catch {
        let isUnknown = (error as? SQLError)?.kind == .outcomeUnknown
        guard isUnknown || attempt > 1 else { throw error }
        guard let isDone = try? store.read({ try $0.isLogged(act) }) else { throw error }
        if isDone, let done { return done }
        guard isUnknown, attempt < 5 else { throw error }
        attempt += 1
      }
    }
  }

  /// A row that someone else changed between our reading and our writing is read again, with the whole
  /// act: on a server desks work at the same time. One that changed since the person saw it stays stale,
  /// and is a refusal that names it, never an error of the store.
  private func settlingStaleRows<Result>(_ body: () throws -> Result) throws -> Result {
    for _ in 1..<Self.staleAttempts {
      do { return try body() } catch StoreError.stale { continue }
    }
    do {
      return try body()
    } catch let StoreError.stale(table, key) {
      throw Refusal(.staleRow, Fact("kind", .text(table)), Fact("key", .text(key)))
    }
  }

  /// As often as a transaction is run again for the engine's own reasons (`WriteRetry`).
  private static let staleAttempts = 5

  private func reportingConflicts<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try settlingStaleRows(body)
    } catch var conflict as Conflict {
      conflict.changedAt = conflict.changedAt.map(clock.wallClock)
      throw conflict
    }
  }

  /// Undoes this person's last act.
  ///
  /// - Returns: the act undone.
  /// - Throws: `Refusal` naming what stands in the way.
  @discardableResult
  public func undo() throws -> LoggedAct {
    try reverse(as: "undo") { try $0.actToUndo(by: actor.id) }
  }

  /// Brings back what this person undid last.
  ///
  /// - Returns: the undo that is undone.
  /// - Throws: `Refusal` naming what stands in the way.
  @discardableResult
  public func redo() throws -> LoggedAct {
    try reverse(as: "redo") { try $0.actToRedo(by: actor.id) }
  }

  private func reverse(
    as kind: String, _ choose: (StoreWriter) throws -> LoggedAct
  ) throws -> LoggedAct {
    let id: ID<LoggedAct> = ids.mint()
    let (instant, day) = clock.now()
    do {
      return try writeOnce(id.rawValue) { writer in
        let act = try choose(writer)
        let subjects = try writer.reverse(act.head.id)
        try writer.finish(
          ActHead(
            id: id.rawValue, kind: kind, actorID: actor.id, occurredAt: instant, day: day,
            summary: act.head.summary, isUndoable: true, undoesID: act.head.id),
          subjects: subjects)
        return act
      }
    } catch let StoreError.notUndoable(reason) {
      throw Refusal(undo: reason, clock: clock)
    }
  }
}

extension Refusal {
  init(undo obstacle: UndoObstacle, clock: DeskClock) {
    switch obstacle {
    case .nothing, .alreadyUndone:
      self.init(.nothingToUndo)
    case .final(let kind):
      self.init(.lastActIsFinal, Fact("act", .text(kind)))
    case .changedSince(let table, let kind, let actorName, let occurredAtMs):
      let shown = clock.wallClock(Instant(milliseconds: occurredAtMs))
      self.init(
        .undoChangedSince, Fact("act", .text(kind)), Fact("actor", .text(actorName)),
        Fact("kind", .text(table)), Fact("day", .day(shown.day())),
        Fact("time", .text(String(shown.isoText.dropFirst(11).prefix(5)))))
    case .heldBy(let table):
      self.init(.undoHeldBy, Fact("kind", .text(table)))
    }
  }
}
