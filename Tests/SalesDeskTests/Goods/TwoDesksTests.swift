import Dispatch
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Synchronization
import Testing
import Values

@Suite("Two desks", .eachEngine)
struct TwoDesksTests {
  @Test("fighting for the last units through two connections: each unit is held once")
  func lastUnits() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "10")
    let quotes = try (0..<8).map { _ in try story.sentQuote([(screws, "3")]) }
    let other = try story.company.openAgain()
    defer { try? other.close() }
    let second = Desk(
      store: Store(database: other), actor: story.desk.actor, clock: story.company.clock,
      ids: story.company.ids)
    let desks = [story.desk, second]
    let reserved = Mutex<[Quantity]>([])
    DispatchQueue.concurrentPerform(iterations: quotes.count) { index in
      do {
        let done = try desks[index % 2].perform(AcceptQuote(quote: quotes[index].id))
        reserved.withLock { $0.append(done.outcome.lines[0].line.reserved) }
      } catch {
        Issue.record(error)
      }
    }
    let held = reserved.withLock { $0 }
    #expect(held.count == 8)
    #expect(held.reduce(.zero, +) == units("10"))
    #expect(try story.level(screws).reserved == units("10"))
    let numbers = try story.desk.read { try $0.all(SalesOrder.self).map(\.number) }
    #expect(Set(numbers).count == 8)
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("AT-37 two orders of 10 000 with 15 000 remaining: exactly one passes")
  func at37() throws {
    let story = try GoodsStory(creditLimit: "15000.00")
    let crane = try story.product("GRUE", price: "1000.00", cost: "600.00", onHand: "100")
    let quotes = try (0..<2).map { _ in try story.sentQuote([(crane, "8")]) }
    let other = try story.company.openAgain()
    defer { try? other.close() }
    let second = Desk(
      store: Store(database: other), actor: story.desk.actor, clock: story.company.clock,
      ids: story.company.ids)
    let desks = [story.desk, second]
    let reasons = Mutex<[RefusalReason?]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      let reason = refusal {
        _ = try desks[index].perform(AcceptQuote(quote: quotes[index].id))
      }
      reasons.withLock { $0.append(reason) }
    }
    #expect(reasons.withLock { $0.compactMap { $0 } } == [.overCreditLimit])
    #expect(try story.exposure() == euros("9600.00"))
  }
}
