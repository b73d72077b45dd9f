import Foundation
import Testing

/// The demo company in a home of its own, and what its salesperson and its manager do in the shell before
/// the phone rings.
final class DemoDesk {
  let workplace: Workplace
  /// The salesperson who takes the calls.
  let user: String
  private let manager: String

  var home: URL { workplace.home }
  var database: String { workplace.database }

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "comptoir-played-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "documents"), withIntermediateDirectories: true)
    let founding = Workplace(home: folder, database: "")
    let (status, output, errors) = try founding.run(["demo", "--json"])
    try #require(status == 0, Comment(rawValue: errors))
    let made = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    workplace = Workplace(
      home: folder, database: try #require(made?["path"] as? String))
    user = try #require(made?["user"] as? String)
    manager = try #require(made?["manager"] as? String)
  }

  deinit { try? FileManager.default.removeItem(at: workplace.home) }

  /// What a command of the shell answers.
  func json(_ words: String..., asManager: Bool = false) throws -> [String: Any] {
    let run = try workplace.run(
      words + ["--database", database, "--user", asManager ? manager : user, "--json"])
    try #require(run.status == 0, Comment(rawValue: words.joined(separator: " ") + run.errors))
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(value as? [String: Any])
  }

  /// A number of an answer.
  func number(_ value: Any?) throws -> Double { try #require(value as? NSNumber).doubleValue }

  /// The files of the documents folder.
  func documents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.path + "/documents")
  }

  private func rows(_ words: String..., at key: String) throws -> [[String: Any]] {
    let run = try workplace.run(words + ["--database", database, "--user", user, "--json"])
    try #require(run.status == 0, Comment(rawValue: run.errors))
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return try #require(value?[key] as? [[String: Any]])
  }

  /// A draft one point over the floor of its family: less than the wish wants is left to give.
  func tightDraft(wish: String) throws -> String {
    let customer = try customer()
    for product in try rows("product", "list", "--limit", "40", at: "products") {
      guard let code = product["code"] as? String, product["unitCost"] is NSNumber else { continue }
      let rates = try rows(
        "quote", "why", try draft(customer, "40*" + code), "--figure", "floorRate", at: "figures")
      guard let floor = rates.first?["value"] as? NSNumber else { continue }
      let percent = Int((floor.doubleValue * 100).rounded()) + 1
      let quote = try draft(customer, "40*" + code + " =\(percent)%")
      let answer = try json("quote", "negotiate", quote, "--wish=" + wish)
      let asked = answer["asked"] as? [String: Any]
      let offers = answer["offers"] as? [Any] ?? []
      if asked?["underFloor"] as? Bool == true, !offers.isEmpty { return quote }
    }
    return try #require(nil, "no product of the demo has a floor and a cost")
  }

  private func draft(_ customer: String, _ line: String) throws -> String {
    let made = try json("quote", "new", "--customer", customer, line)
    return try #require((made["quote"] as? [String: Any])?["number"] as? String)
  }

  /// A product that a customer ordered, lately.
  func formerSale() throws -> (customer: String, product: String, order: String, day: String) {
    let orders = try rows("order", "list", at: "orders").sorted {
      ($0["orderDay"] as? String ?? "") > ($1["orderDay"] as? String ?? "")
    }
    for row in orders.prefix(20) where row["state"] as? String != "cancelled" {
      let number = try #require(row["number"] as? String)
      let order = try json("order", "show", number)
      let lines = order["lines"] as? [[String: Any]] ?? []
      guard let customer = order["customer"] as? String,
        let day = order["orderDay"] as? String,
        let product = lines.compactMap({ $0["product"] as? String }).first
      else { continue }
      let parts = day.split(separator: "-")
      return (customer, product, number, parts.reversed().joined(separator: "/"))
    }
    return try #require(nil, "the demo has no order")
  }

  /// Its list price rises by a tenth.
  func raiseListPrice(of product: String) throws {
    let price = try number(try json("product", "show", product)["listPrice"])
    let risen = String(format: "%.2f", (price * 110).rounded(.up) / 100)
    _ = try json("product", "price", product, risen, asManager: true)
  }

  /// Somebody who may order.
  func customer() throws -> String {
    let found = try rows("customer", "list", at: "customers").first {
      $0["blocked"] as? Bool != true
    }
    return try #require(found?["code"] as? String)
  }

  /// A customer's list, with some lines that nobody can read or answer.
  func references(count: Int, bad: Int) throws -> (text: String, good: Int, bad: Int) {
    let products = try rows("product", "list", "--limit", "400", at: "products").compactMap {
      $0["code"] as? String
    }
    try #require(products.count >= count - bad)
    var lines = products.prefix(count - bad).enumerated().map { "\($1);\(($0 % 40 + 1) * 5)" }
    for number in 0..<bad {
      lines.insert(number % 2 == 0 ? "ZZZ-\(number);12" : ";;", at: number * 3)
    }
    return (lines.joined(separator: "\n") + "\n", count - bad, bad)
  }

  /// A quote that was sent at a price following copper, which rose since: 500 m at 1.60, 60 % of it copper.
  func followingQuote() throws -> String {
    let product = try #require(
      try rows("product", "list", "--search", "cable", at: "products").first?["code"] as? String)
    let customer = try customer()
    _ = try json("index", "add", "CU", "--name", "Cuivre", asManager: true)
    _ = try json("index", "set", "CU", "8500", "--day", "2026-11-02", asManager: true)
    _ = try json(
      "price", "set", "--product", product, "--customer", customer, "--net", "1.60", "--index",
      "CU",
      "--share", "60", "--base", "8500", "--firm", asManager: true)
    let quote = try draft(customer, "500*" + product)
    _ = try json("quote", "send", quote, "--yes")
    _ = try json("index", "set", "CU", "9900", asManager: true)
    return quote
  }
}
