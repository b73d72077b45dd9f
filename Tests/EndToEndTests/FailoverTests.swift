import Database
import Foundation
import PostgresDatabase
import PostgresTesting
import Sales
import SalesStore
import SalesTesting
import Testing

/// A server that goes away while desks work: they wait, find it or the one that took over, and go on by
/// themselves. Nothing that was acknowledged is lost, nothing is done twice.
@Suite("A server that goes away under many desks", .serialized)
struct FailoverTests {
  private func race(_ database: String, at address: String) throws -> RaceCompany {
    let race = try RaceCompany(TestCompany(founding: database, at: address))
    var products: [Product] = []
    for (index, code) in ["VIS", "ECROU", "FORET", "COLLE", "TIGE", "RAIL"].enumerated() {
      products.append(try race.product(code, onHand: "\(20 + 10 * index)"))
    }
    _ = try race.order(products[0], "2")
    return race
  }

  /// Every desk came to its end; the log holds what they were told is done, once each, and nothing else
  /// but what a desk said it does not know; the company is sound.
  private func expectWhole(
    _ crowd: Crowd, _ race: RaceCompany, besides before: Set<String>
  ) throws {
    for end in crowd.ends() { #expect(end.status == 0 && end.errors.isEmpty, "\(end.errors)") }
    let (acts, logged) = (crowd.acts, try race.loggedActs().subtracting(before))
    #expect(Set(acts).count == acts.count)
    #expect(Set(acts).subtracting(logged).isEmpty)
    #expect(logged.subtracting(acts).count <= crowd.count("unknown"))
    try race.expectSound()
  }

  /// Says how long after the moment each desk did its first act on a server that came `after` it, and
  /// how many gave up meanwhile.
  private func report(
    _ what: String, _ crowd: Crowd, since moment: ContinuousClock.Instant,
    after gone: ContinuousClock.Instant
  ) {
    let waits = crowd.waits(since: gone).compactMap { $0 }.map { $0 + (gone - moment) }.sorted()
    let shown = waits.map { String(format: "%.2f", $0 / .seconds(1)) }.joined(separator: " ")
    let verdict = (waits.last ?? .zero) < .seconds(10) ? "goal kept" : "goal missed"
    print(
      "\(what): first act of each desk after \(shown) s (\(verdict): 10 s);",
      "\(crowd.count("lost")) given up, \(crowd.count("unknown")) unknown")
  }

  @Test("eight desks, the primary breaks down, its standby takes over")
  func failover() throws {
    let primary = try ThrowawayServer(settings: ["fsync=off"])
    defer { primary.stop() }
    let name = primary.freshName()
    try primary.run("createdb", [name])
    try withStandby(of: primary) { standby in
      let address = ThrowawayServer.address(name, of: [primary, standby])
      let race = try race(primary.address(name), at: address)
      let before = try race.loggedActs()
      let either = ThrowawayServer.address(name, of: [primary, standby], writing: false)
      try expectIndicators(
        of: race, at: address, from: either + "?target_session_attrs=prefer-standby")
      let crowd = try Crowd(race, desks: 8, acts: 60)
      try crowd.listen { $0.actCount >= 120 }
      let moment = ContinuousClock.now
      try primary.crash()
      // What was said before counts as before.
      crowd.drain()
      let broken = ContinuousClock.now
      try standby.promote()
      try crowd.listen { !$0.waits(since: broken).contains(nil) }
      report("failover", crowd, since: moment, after: broken)
      try crowd.listen { $0.isOver }
      try expectWhole(crowd, race, besides: before)
    }
  }

  /// The indicators come from the standby and are those of the primary; a server that follows another
  /// is not asked.
  private func expectIndicators(
    of race: RaceCompany, at address: String, from standby: String
  ) throws {
    let today = race.company.today
    func indicators(_ place: String) throws -> any InterruptibleDatabase {
      let company: PostgresAddress = try #require(PostgresAddress(address))
      let follower: PostgresAddress = try #require(PostgresAddress(place))
      return try PostgresDatabase.open(company, options: .init(indicators: follower))
        .openIndicators()
    }
    let follower = try indicators(standby)
    defer { try? follower.close() }
    let isStandby = try follower.read {
      try $0.first("SELECT pg_is_in_recovery()") { try $0.bool(0) }
    }
    #expect(isStandby == true)
    let there = try Store(database: follower).read {
      try $0.dashboard(IndicatorScope(), today: today)
    }
    let here = try race.company.store.read { try $0.dashboard(IndicatorScope(), today: today) }
    #expect(there == here)
    let stranger = try indicators(try ThrowawayServer.shared.get().address())
    #expect(throws: SQLError.self) { try stranger.read { _ in } }
  }

  private func withStandby(
    of primary: ThrowawayServer, _ body: (ThrowawayServer) throws -> Void
  ) throws {
    let standby = try primary.standby()
    defer { standby.stop() }
    try body(standby)
  }

  @Test("eight desks, the server is restarted in the middle")
  func restart() throws {
    let server = try ThrowawayServer(settings: ["fsync=off"])
    defer { server.stop() }
    let name = server.freshName()
    try server.run("createdb", [name])
    let race = try race(server.address(name), at: server.address(name))
    let before = try race.loggedActs()
    let crowd = try Crowd(race, desks: 8, acts: 40)
    try crowd.listen { $0.actCount >= 80 }
    let moment = ContinuousClock.now
    try server.shutDown()
    crowd.drain()
    let stopped = ContinuousClock.now
    try server.startAgain()
    try crowd.listen { !$0.waits(since: stopped).contains(nil) }
    report("restart", crowd, since: moment, after: stopped)
    try crowd.listen { $0.isOver }
    try expectWhole(crowd, race, besides: before)
  }
}
