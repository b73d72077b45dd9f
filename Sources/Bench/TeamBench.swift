import Database
import Dispatch
import Foundation
import Sales
import SalesDesk
import SalesStore
import Synchronization
import Values

/// How many acts a second a company takes: desks that sell at the same time, each with connections of
/// its own as if it were a process of its own, all in the process of the bench.
///
/// A sale is three acts: a quote of three lines, sent, accepted with its reservations. Every desk sells to
/// its own customers; what they sell is drawn from the same few hundred products.
struct TeamBench {
  let place: BenchPlace
  let user: String

  private static let sales = 60

  func run(into report: inout Report) {
    var values: [(label: String, value: Double)] = []
    do {
      for desks in [1, 8, 32] {
        values.append(("\(desks) desks", try actsPerSecond(desks)))
      }
      report.add(
        Measurement(
          name: "acts a second, desks as connections of one process [\(place.engine)]", unit: "/s",
          values: values))
    } catch {
      report.addFailure("acts a second [\(place.engine)]", "\(error)")
    }
  }

  private func actsPerSecond(_ count: Int) throws -> Double {
    let desks = try (0..<count).map { try SellingDesk(place.open(), user: user, number: $0) }
    defer { for desk in desks { try? desk.database.close() } }
    for desk in desks { try desk.sell() }
    let done = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    let start = Stopwatch.now()
    // A thread each: `concurrentPerform` would run as many desks at once as the machine has cores.
    let group = DispatchGroup()
    for desk in desks {
      group.enter()
      Thread.detachNewThread {
        defer { group.leave() }
        do {
          for _ in 0..<max(4, Self.sales / count) {
            done.add(try desk.sell(), ordering: .relaxed)
          }
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    group.wait()
    let seconds = Double(Stopwatch.now() - start) / 1e9
    if let error = failure.withLock({ $0 }) { throw error }
    return (Double(done.load(ordering: .relaxed)) / seconds * 10).rounded() / 10
  }
}

/// A desk that sells; used by one thread at a time.
private final class SellingDesk: @unchecked Sendable {
  let database: any CompanyDatabase
  private let desk: Desk
  private let customers: [ID<Customer>]
  private let products: [ID<Product>]
  private var turn: Int

  init(_ database: any CompanyDatabase, user: String, number: Int) throws {
    self.database = database
    desk = try BenchDesk.open(database, user: user)
    turn = number * 1_000
    (customers, products) = try desk.read { reader in
      let customers = try reader.all(
        Customer.self, "WHERE blocked = 0 AND credit_limit IS NULL ORDER BY code LIMIT 1000")
      return (
        customers.dropFirst(number * 20 % max(1, customers.count - 20)).prefix(20).map(\.id),
        try BenchDesk.products(reader).map(\.id)
      )
    }
  }

  /// A sale; where a rule stands in its way, or another desk for longer than a person waits, it ends.
  ///
  /// - Returns: how many acts were done.
  @discardableResult
  func sell() throws -> Int {
    turn += 1
    var acts = 0
    do {
      var new = NewQuote(customer: customers[turn % customers.count])
      new.lines = (0..<3).map { line in
        .product(
          products[(turn * 7 + line * 31) % products.count],
          LineTyping(quantity: Quantity(thousandths: 2_000)))
      }
      let draft = try desk.perform(CreateQuote(new)).outcome
      acts += 1
      let sent = try desk.perform(SendQuote(draft.quote.id)).outcome
      acts += 1
      let override = CreditOverride(reason: "bench", until: desk.clock.now().day)
      _ = try desk.perform(AcceptQuote(quote: sent.id, creditOverride: override))
      acts += 1
    } catch is Refusal {
    } catch let error as SQLError where error.isTransient {
    }
    return acts
  }
}
