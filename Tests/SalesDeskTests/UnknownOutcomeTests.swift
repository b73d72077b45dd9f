import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Synchronization
import Testing
import Values

/// A database whose server goes away during COMMITs: the answer is lost, the work is done or not.
private final class UnreliableDatabase: SQLDatabase {
  enum Loss { case afterCommit, beforeCommit }

  private struct NotCommitted: Error {}

  private let database: any SQLDatabase
  private let losses: Mutex<[Loss]>

  init(_ database: any SQLDatabase, losing losses: [Loss]) {
    self.database = database
    self.losses = Mutex(losses)
  }

  func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T { try database.read(body) }

  func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    let unknown = SQLError(.outcomeUnknown, message: "the server closed the connection")
    switch losses.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
    case nil: return try database.write(body)
    case .afterCommit:
      _ = try database.write(body)
      throw unknown
    case .beforeCommit:
      do {
        try database.write { connection in
          _ = try body(connection)
          throw NotCommitted()
        }
      } catch is NotCommitted {}
      throw unknown
    }
  }
}

@Suite("An act whose outcome is unknown", .eachEngine)
struct UnknownOutcomeTests {
  private func desk(_ story: GoodsStory, _ losses: [UnreliableDatabase.Loss]) -> Desk {
    Desk(
      store: Store(database: UnreliableDatabase(story.company.database, losing: losses)),
      actor: story.desk.actor, clock: story.company.clock, ids: story.company.ids)
  }

  private func acts(_ story: GoodsStory, _ kind: String) throws -> Int {
    try story.company.database.read {
      try $0.first("SELECT COUNT(*) FROM act WHERE kind = \(kind)") { try $0.int(0) } ?? -1
    }
  }

  @Test("was done: it is found by its id, not repeated, and answers as if nothing had happened")
  func done() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "10")
    let quote = try story.sentQuote([(screws, "4")])
    let done = try desk(story, [.afterCommit]).perform(AcceptQuote(quote: quote.id))
    #expect(done.actID != nil)
    #expect(try acts(story, AcceptQuote.entry.id) == 1)
    #expect(try story.level(screws).reserved == units("4"))
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("was not done: it is repeated under its id, and done once")
  func notDone() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "10")
    let quote = try story.sentQuote([(screws, "4")])
    let lossy = desk(story, [.beforeCommit, .beforeCommit, .afterCommit])
    let done = try lossy.perform(AcceptQuote(quote: quote.id))
    #expect(try acts(story, AcceptQuote.entry.id) == 1)
    #expect(try story.desk.read { try $0.isLogged(#require(done.actID)) })
    #expect(try story.level(screws).reserved == units("4"))
  }

  @Test("an undo is not repeated either")
  func undo() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "10")
    _ = try story.order([(screws, "4")])
    try story.desk.perform(
      ReleaseReservation(order: story.onlyOrder(), line: 1, quantity: units("2")))
    try desk(story, [.afterCommit]).undo()
    #expect(try story.level(screws).reserved == units("4"))
    #expect(try acts(story, "undo") == 1)
  }

  @Test("that stays unknown is said to be, after a few attempts")
  func lasting() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "10")
    let quote = try story.sentQuote([(screws, "4")])
    let never = desk(story, Array(repeating: .beforeCommit, count: 9))
    #expect(throws: SQLError.self) { try never.perform(AcceptQuote(quote: quote.id)) }
    #expect(try acts(story, AcceptQuote.entry.id) == 0)
  }
}

extension GoodsStory {
  fileprivate func onlyOrder() throws -> ID<SalesOrder> {
    try #require(try desk.read { try $0.all(SalesOrder.self) }.first?.id)
  }
}
