import Foundation
import Testing

/// Every `--json` command for who does not see costs: with costs halved and floors of 60 % instead of 20 %,
/// so that floor prices stay, not a byte of an answer changes.
@Suite("Answers of the command line without costs")
struct HiddenCostAnswerTests {
  private func company(
    cost: String, risen: String, granted: String, floor: String
  ) throws -> CommandLineHome {
    let home = try CommandLineHome.withCompany()
    try FileManager.default.createDirectory(
      atPath: home.path("files"), withIntermediateDirectories: true)
    for (name, text) in [
      ("family", "key,code,name,floor\nFIX,FIX,Fixation,\(floor)\n"),
      ("product", "key,code,name,family,unit,listPrice,cost\nVIS,VIS,Vis,FIX,u,12.50,\(cost)\n"),
      ("supplier", "key,code,name\nACME,ACME,Acme\n"),
      ("supplierPrice", "key,supplier,product,price\n1,ACME,VIS,\(cost)\n"),
      ("stock", "key,product,warehouse,onHand\nVIS,VIS,D1,2\n"),
      ("warehouse", "key,code,name\nD1,D1,Dépôt\n"),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: home.path("files/" + name + ".csv")))
    }
    try home.done("import", "--profile", "comptoir", "files")
    try home.done("user", "add", "DURAND", "Paul Durand", "--role", "salesperson")
    try home.done("customer", "add", "Toitures", "--code", "TOIT", "--town", "Givors")
    try home.done("set", "add", "KIT", "Kit de vis", "2*VIS; + Posé")
    try home.done("rebate", "add", "--customer", "TOIT", "--tiers", "2", "--code", "RFA-TOIT")
    try home.done("quote", "new", "--customer", "TOIT", "3*VIS")
    try home.done("quote", "send", "D-0001", "--yes")
    try home.done("quote", "accept", "D-0001")
    try home.done("purchase", "new", "ACME", "VIS=5")
    try home.done("quote", "new", "--customer", "TOIT", "VIS =9,90")
    try home.done("price", "set", "--product", "VIS", "--customer", "TOIT", "--net", "12.40")
    try home.done("index", "add", "CU")
    try home.done("index", "set", "CU", "8500")
    try home.done("product", "cost", "VIS", risen)
    try Data("Référence;Prix\nVIS;7,20\n".utf8).write(
      to: URL(fileURLWithPath: home.path("tarif.csv")))
    try home.done(
      "derogation", "add", "--supplier", "ACME", "--product", "VIS", "--customer", "TOIT",
      "--cost", granted, "--quantity", "100", "--until", "2026-12-31")
    try home.done("quote", "new", "--customer", "TOIT", "2*VIS")
    try home.done("settings", "set", "cost.visibility", "notSalespeople")
    return home
  }

  private static let arguments: [String: [String]] = [
    "quote diff": ["D-0001"], "quote why": ["D-0002"],
    "price history": ["--product", "VIS", "--customer", "TOIT"],
    "opportunity show": ["A-0001"], "quote show": ["D-0002"], "order show": ["C-0001"],
    "stock show": ["VIS"], "stock moves": ["VIS"], "customer show": ["TOIT"],
    "product show": ["VIS"], "purchase show": ["F-0001"], "kpi": ["--families"],
    "price why": ["--product", "VIS", "--customer", "TOIT"], "index show": ["CU"],
    "quote reprice --dry-run": ["D-0002"], "rate show": ["USD"], "rebate show": ["RFA-TOIT"],
    "set show": ["KIT"],
  ]
  /// Commands that write, or whose answer has nothing of the company.
  private static let skipped: Set<String> = [
    "init", "import", "export", "check", "copy", "quote negotiate", "quote print",
    "order print",
    "radar", "price change --dry-run", "price import --dry-run", "purchase offers",
    "index import --dry-run", "derogation list", "derogation show", "derogation claims",
    "stock value", "cost method --dry-run", "receipt show",
  ]

  private func answers(_ home: CommandLineHome, _ user: String) throws -> [String: String] {
    let help = try home.json("help", "json")
    let commands = try #require(help["commands"] as? [String: Any])
    var answers: [String: String] = [:]
    for command in commands.keys.sorted() where !Self.skipped.contains(command) {
      let words = command.split(separator: " ").map(String.init)
      var named = Self.arguments[command] ?? []
      if command == "price show" {
        let rules = try home.json("price", "list")["rules"] as? [[String: Any]]
        named = [try #require(rules?.first?["rule"] as? String)]
      }
      let run = try home.runAll(
        words + named + ["--user", user, "--json"])
      #expect(run.exitCode == 0, Comment(rawValue: command + ": " + run.errors))
      answers[command] = run.output
    }
    return answers
  }

  @Test("not a figure of any answer depends on a cost, and a manager's do")
  func nothingLeaks() throws {
    let one = try company(cost: "8.00", risen: "10.50", granted: "4.00", floor: "20")
    let other = try company(cost: "4.00", risen: "5.25", granted: "2.00", floor: "60")
    let (left, right) = (try answers(one, "DURAND"), try answers(other, "DURAND"))
    #expect(left.count > 15)
    for (command, answer) in left {
      #expect(strip(answer) == strip(right[command] ?? ""), Comment(rawValue: command))
    }
    let shown = try one.json("quote", "show", "D-0002", "--user", "DURAND")
    let lines = try #require(shown["lines"] as? [[String: Any]])
    #expect(!(lines[0]["floorPrice"] is NSNull))
    #expect(lines[0]["unitCost"] is NSNull && shown["margin"] is NSNull)
    #expect(shown["underFloor"] as? Bool == true)
    let (mine, theirs) = (try answers(one, "ADMIN"), try answers(other, "ADMIN"))
    #expect(mine.count { strip($1) != strip(theirs[$0] ?? "") } >= 5)
    for refused in [
      ["quote", "negotiate", "D-0002", "--wish", "5%"], ["check"], ["backup", "copy.sqlite"],
      ["radar"], ["derogation", "list"], ["derogation", "claims"],
      ["stock", "value", "VIS"], ["cost", "method", "fifo", "--dry-run"],
      ["price", "change", "--family", "FIX", "--percent", "3", "--dry-run"],
      ["price", "import", "tarif.csv", "--profile", "tarif", "--supplier", "ACME", "--dry-run"],
      ["purchase", "offers", "VIS"],
      ["export", "folder"], ["copy", "--to", "other.sqlite"],
    ] {
      #expect(try one.runAll(refused + ["--user", "DURAND"]).exitCode == 1)
    }
    let fallen = try #require(try one.json("radar")["documents"] as? [[String: Any]])
    #expect(fallen.count == 2, "an order and a quote: there is something to hide")
    let price = try one.json("price", "why", "--product", "VIS", "--user", "DURAND")
    #expect(price["unitCost"] is NSNull)
    let target = try one.run("quote", "add", "D-0002", "VIS =22%", "--user", "DURAND")
    #expect(target.exitCode == 1 && target.errors.contains("coûts"))
  }

  /// Identities and times of the machine's clock are not figures.
  private func strip(_ answer: String) -> String {
    answer.split(separator: "\n").filter { line in
      !["path", "request", "rule"].contains { line.contains("\"\($0)\"") }
    }.joined(separator: "\n")
  }
}
