import Database
import Dispatch
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Synchronization
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Background work")
struct EffectRunnerTests {
  private let company: TestCompany
  private let mailbox = Mailbox<Message>()
  private let runner: EffectRunner

  init() throws {
    company = try TestCompany()
    let desk = try company.desk()
    let indicators = Desk(
      store: Store(database: try company.database.openIndicators()), actor: desk.actor,
      clock: desk.clock, ids: desk.ids)
    runner = EffectRunner(
      desks: .init(main: desk, indicators: indicators), mailbox: mailbox,
      words: { Failure(sentence: "\($0)", isRefusal: false, reason: nil) })
  }

  /// A computation that never ends by itself, and says when it has begun.
  private func endless(_ begun: DispatchSemaphore, _ ended: DispatchSemaphore) -> Work {
    .read("dashboard", lane: .indicators) { reader in
      defer { ended.signal() }
      try reader.connection.forEach(
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c"
      ) { row in
        if try row.int(0) == 1 { begun.signal() }
      }
      return Indicator.catalogue.count
    }
  }

  /// Reads the mailbox until something comes.
  private func messages() -> [Message] {
    for _ in 0..<1_000 {
      let found = mailbox.drain()
      if !found.isEmpty { return found }
      DispatchSemaphore(value: 0).waitBriefly()
    }
    return []
  }

  @Test("a newer computation ends the older one, and only its figures arrive")
  func superseded() throws {
    let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    runner.run(endless(begun, ended), Ticket(screen: 3, slot: "dashboard", turn: 1))
    #expect(begun.wait(timeout: .now() + 20) == .success)
    let today = company.today
    let newer = Work.read("dashboard", lane: .indicators) { reader in
      try reader.dashboard(IndicatorScope(), today: today)
    }
    runner.run(newer, Ticket(screen: 3, slot: "dashboard", turn: 2))
    #expect(ended.wait(timeout: .now() + 20) == .success, "the older one ended early")
    let arrived = messages()
    #expect(arrived.count == 1)
    guard case .result(let ticket, let result)? = arrived.first else {
      Issue.record("the newer one failed: \(arrived)")
      return
    }
    #expect(ticket.turn == 2)
    #expect(result is Dashboard)
  }

  @Test("a computation that is between two statements ends at the next one")
  func betweenStatements() throws {
    let (begun, asked) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let reached = Mutex(false)
    let older = Work.read("dashboard", lane: .indicators) { reader in
      begun.signal()
      asked.wait()
      _ = try reader.pricingDefaults()
      reached.withLock { $0 = true }
      return 1
    }
    runner.run(older, Ticket(screen: 3, slot: "dashboard", turn: 1))
    #expect(begun.wait(timeout: .now() + 20) == .success)
    let newer = Work.read("dashboard", lane: .indicators) { try $0.pricingDefaults() }
    runner.run(newer, Ticket(screen: 3, slot: "dashboard", turn: 2))
    asked.signal()
    let arrived = messages()
    #expect(arrived.count == 1)
    #expect(!reached.withLock { $0 })
    guard case .result(let ticket, _)? = arrived.first else {
      Issue.record("the newer one failed: \(arrived)")
      return
    }
    #expect(ticket.turn == 2)
  }

  @Test("work of another slot is let finish")
  func otherSlot() throws {
    let (begun, asked) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let first = Work.read("families", lane: .indicators) { reader in
      begun.signal()
      asked.wait()
      return try reader.pricingDefaults()
    }
    runner.run(first, Ticket(screen: 3, slot: "families", turn: 1))
    #expect(begun.wait(timeout: .now() + 20) == .success)
    let second = Work.read("dashboard", lane: .indicators) { try $0.pricingDefaults() }
    runner.run(second, Ticket(screen: 3, slot: "dashboard", turn: 1))
    asked.signal()
    var slots: [String] = []
    while slots.count < 2 {
      let arrived = messages()
      guard !arrived.isEmpty else { break }
      for case .result(let ticket, _) in arrived { slots.append(ticket.slot) }
    }
    #expect(slots == ["families", "dashboard"])
  }
}

extension DispatchSemaphore {
  /// Waits ten milliseconds for nobody.
  fileprivate func waitBriefly() { _ = wait(timeout: .now() + .milliseconds(10)) }
}

extension StoreReading {
  /// Any small read.
  fileprivate func pricingDefaults() throws -> Int { try all(Warehouse.self).count }
}
