import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Many processes on one company: nobody gets a unit twice, and nothing that was acknowledged is lost.
@Suite("Many desks, one company") struct ManyDesksTests {
  @Test(
    "fifty desks, ten units: ten are served, forty hear who holds them and when more comes",
    .eachEngine
  )
  func oversell() throws {
    let race = try RaceCompany()
    let winch = try race.product("TREUIL", onHand: "10")
    let orders = try (0..<50).map { _ in try race.order(winch, "1") }
    try race.buy("2026-12-04")
    for order in orders.prefix(10) {
      try race.desk.perform(ReleaseReservation(order: order.orderID, line: 1))
    }
    let ends = try race.shell(orders.map { ["order", "reserve", $0.orderNumber, "1"] })
    #expect(ends.filter { $0.status == 0 }.count == 10)
    let refused = ends.filter { $0.status == 1 }
    #expect(refused.count == 40)
    for end in refused {
      #expect(
        end.errors.contains("réservés, d'abord par C-") && end.errors.contains("04/12/2026"),
        "\(end.errors)")
    }
    #expect(try race.level(winch).reserved == (try Quantity(machine: "10")))
    try race.expectSound()
  }

  @Test("two thousand random acts by eight processes keep every invariant", .eachEngine)
  func randomActs() throws {
    let race = try RaceCompany()
    for (index, code) in ["VIS", "ECROU", "FORET", "COLLE", "TIGE", "RAIL"].enumerated() {
      _ = try race.product(code, onHand: "\(20 + 10 * index)")
    }
    let desks = try (0..<8).map { seed in
      try race.workplace.start(
        Program.scriptedDesk, [race.company.path, "\(seed)", "250"])
    }
    let ends = desks.map { $0.finish() }
    for end in ends {
      #expect(end.status == 0 && end.errors.isEmpty, "\(end.errors)")
      #expect(!end.output.contains("lost ") && !end.output.contains("unknown "))
    }
    let acts = ends.flatMap { Acknowledged.acts(in: $0.output) }
    #expect(Set(acts).count == acts.count && acts.count > 1_000)
    try race.expectLogged(acts)
    try race.expectSound()
  }

  @Test(
    "a client killed a hundred times: what it acknowledged is there, nothing is half there",
    .eachEngine
  )
  func killedClients() throws {
    let race = try RaceCompany()
    for code in ["VIS", "ECROU", "FORET"] { _ = try race.product(code, onHand: "200") }
    var random = SeededGenerator(seed: 20_261_122)
    var acts: [String] = []
    for turn in 0..<100 {
      let desk = try race.workplace.start(
        Program.scriptedDesk, [race.company.path, "\(turn)", "100000"])
      var heard = ""
      let enough = Int.random(in: 0..<8, using: &random)
      while heard.split(separator: "\n").count < enough { heard += desk.hear() }
      // Somewhere inside the act that follows.
      _ = poll(nil, 0, Int32.random(in: 0..<6, using: &random))
      desk.kill()
      heard += desk.finish().output
      acts += Acknowledged.acts(in: heard)
      if turn % 10 == 9 { try race.expectSound() }
    }
    #expect(acts.count > 200)
    try race.expectLogged(acts)
  }
}

/// What a scripted desk said of acts that the store acknowledged.
enum Acknowledged {
  /// The ids of the acts done; a line that was cut is no acknowledgement.
  static func acts(in output: String) -> [String] {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count == 3 && words[0] == "done" ? String(words[2]) : nil
    }
  }
}
