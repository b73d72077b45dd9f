import Foundation
import Testing

@Suite("What the command line answers is what it documents")
struct CommandLineAnswerTests {
  /// A company with a row of nearly everything.
  private func company() throws -> CommandLineHome {
    let home = try CommandLineHome.withCompany()
    try home.done("customer", "add", "Toitures", "--code", "TOIT", "--town", "Givors")
    try home.done("product", "add", "Vis", "--code", "VIS", "--price", "12.5", "--cost", "7")
    try home.supply("VIS")
    try home.done(
      "rebate", "add", "--customer", "TOIT", "--tiers", "10=1 5000=2", "--from", "2026-01-01",
      "--until", "2026-12-31", "--settle-by", "2027-02-28", "--code", "RFA-TOIT")
    try home.done("set", "add", "KIT", "Kit de vis", "2*VIS; + Posé")
    try home.done("quote", "new", "--customer", "TOIT", "3*VIS", "2*KIT")
    try home.done("task", "add", "Rappeler", "--due", "2026-11-20", "--quote", "D-0001")
    try home.done("quote", "send", "D-0001", "--yes")
    try home.done("quote", "accept", "D-0001")
    try home.done("purchase", "new", "ACME", "VIS=5")
    try home.done("quote", "new", "--customer", "TOIT", "VIS", "+ mot")
    try home.done("index", "add", "CU", "--name", "Cuivre", "--unit", "$/mt")
    try home.done("index", "set", "CU", "8500", "--day", "2026-11-20")
    try home.done(
      "price", "set", "--product", "VIS", "--customer", "TOIT", "--net", "11.90", "--index", "CU",
      "--share", "60", "--base", "8500", "--cap", "500")
    try home.done("price", "put-list", "T1", "--name", "Tarif 1")
    try home.done("quote", "new", "--customer", "TOIT", "10*VIS")
    try home.done("index", "set", "CU", "9200")
    try home.done("product", "cost", "VIS", "11.80")
    try home.done("rate", "set", "USD", "1.25")
    for (name, text) in [
      ("cours.csv", "month,CU,LEAD\n2026-09,9300,2100\n2026-10,x,2115.18\n"),
      ("tarif.csv", "Référence;Prix\nVIS;7,20\nRIEN;1,00\n"),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: home.path(name)))
    }
    try home.done(
      "derogation", "add", "--supplier", "ACME", "--product", "VIS", "--customer", "TOIT",
      "--cost", "6", "--quantity", "2", "--until", "2026-12-31", "--reference", "L-17")
    try home.done("quote", "new", "--customer", "TOIT", "4*VIS")
    try home.done("quote", "send", "D-0004", "--yes")
    try home.done("quote", "accept", "D-0004")
    try home.done("purchase", "order", "F-0001", "--yes")
    try home.done("purchase", "receive", "F-0001", "1=2", "--yes")
    return home
  }

  /// How a documented command is run on that company.
  private static let arguments: [String: [String]] = [
    "quote print": ["D-0001"], "order print": ["C-0001"],
    "opportunity show": ["A-0001"], "quote show": ["D-0001"], "quote diff": ["D-0001"],
    "quote negotiate": ["D-0002", "--wish", "5%"], "order show": ["C-0001"],
    "stock show": ["VIS"], "stock moves": ["VIS"], "customer show": ["TOIT"],
    "rebate show": ["RFA-TOIT"], "set show": ["KIT"],
    "stock value": ["VIS"], "cost method --dry-run": ["fifo"], "receipt show": ["R-0001"],
    "product show": ["VIS"], "purchase show": ["F-0001"], "export": ["export-folder"],
    "copy": ["--to", "copy.sqlite"], "import": ["--profile", "comptoir", "--dry-run", "files"],
    "quote why": ["D-0001"], "price history": ["--product", "VIS", "--customer", "TOIT"],
    "price why": ["--product", "VIS", "--customer", "TOIT", "--quantity", "3"],
    "price change --dry-run": ["--list", "T1", "--percent", "3"], "index show": ["CU"],
    "quote reprice --dry-run": ["D-0003"], "rate show": ["USD"],
    "index import --dry-run": ["cours.csv", "--profile", "commodity_worldbank"],
    "price import --dry-run": ["tarif.csv", "--profile", "tarif", "--supplier", "ACME"],
    "purchase offers": ["VIS", "--quantity", "120"],
  ]
  /// It takes a place without a company: the test of the first company compares it.
  private static let skipped: Set<String> = ["init"]

  @Test("documented keys are produced keys, in every answer")
  func keys() throws {
    let home = try company()
    let help = try home.json("help", "json")
    let commands = try #require(help["commands"] as? [String: Any])
    #expect(commands.count > 15)
    let rules = try #require(try home.json("price", "list")["rules"] as? [[String: Any]])
    let rule = try #require(rules.first?["rule"] as? String)
    let granted = try #require(
      try home.json("derogation", "list")["derogations"] as? [[String: Any]])
    let named = [
      "price show": rule,
      "derogation show": try #require(granted.first?["derogation"] as? String),
    ]
    for (command, documented) in commands where !Self.skipped.contains(command) {
      let words = command.split(separator: " ").map(String.init)
      let asked = words + (Self.arguments[command] ?? [])
      let run = try home.runAll(asked + [named[command]].compactMap { $0 } + ["--json"])
      #expect(run.exitCode == 0, Comment(rawValue: command + ": " + run.errors))
      let produced = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      compare(produced, documented, command)
    }
  }

  private func compare(_ produced: Any, _ documented: Any, _ path: String) {
    switch documented {
    case let fields as [String: Any]:
      guard let object = produced as? [String: Any] else {
        Issue.record("\(path) is no object")
        return
      }
      #expect(Set(object.keys) == Set(fields.keys), Comment(rawValue: path))
      for (key, field) in fields {
        if let value = object[key] { compare(value, field, path + "." + key) }
      }
    case let rows as [Any]:
      guard let array = produced as? [Any], let shape = rows.first else {
        Issue.record("\(path) is no array")
        return
      }
      for row in array { compare(row, shape, path + "[]") }
    default:
      #expect(Self.holds(produced, documented as? String ?? ""), "\(path): \(produced)")
    }
  }

  private static func holds(_ value: Any, _ kind: String) -> Bool {
    switch kind {
    case "text", "instant": value is String || value is NSNull
    case "day":
      (value as? String).map { $0.count == 10 && $0.dropFirst(4).hasPrefix("-") }
        ?? (value is NSNull)
    case "flag": value is Bool
    case "words": value is [String]
    case "amount", "price", "quantity", "ratio", "count", "number":
      value is NSNumber || value is NSNull
    default: false
    }
  }

  @Test("the demo company answers every command with rows, all of them documented")
  func demo() throws {
    let home = try CommandLineHome()
    let answer = try home.json("demo")
    let path = try #require(answer["path"] as? String)
    let at = ["--database", path, "--user", "ADMIN"]
    let help = try #require(try home.json("help", "json")["commands"] as? [String: Any])
    compare(answer, try #require(help["demo"]), "demo")
    for command in ["kpi", "kpi --families", "today", "pipeline", "quote list", "order list"] {
      let words = command.split(separator: " ").map(String.init)
      let run = try home.runAll(words + at + ["--json"])
      let produced = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      compare(produced, try #require(help[command]), command)
      #expect(Self.isFull(produced), "\(command) has nothing to show in the demo company")
    }
  }

  /// Whether some array in it holds something.
  private static func isFull(_ value: Any) -> Bool {
    switch value {
    case let object as [String: Any]: object.values.contains(where: isFull)
    case let array as [Any]: !array.isEmpty
    default: false
    }
  }

  @Test("every documented key is explained, in both languages", arguments: ["fr", "en"])
  func meanings(_ language: String) throws {
    let home = try CommandLineHome()
    home.environment["LANG"] = language
    let lines = try home.done("help", "json").split(separator: "\n")
    let keys = lines.filter { $0.hasPrefix("  ") && !$0.hasSuffix(": [rows]") }
    #expect(keys.count > 300)
    for line in keys {
      #expect(line.split(separator: " ").count > 2, "no meaning: \(line)")
    }
  }

  @Test("kpi in words, and its bad values", arguments: ["fr", "en"])
  func kpi(_ language: String) throws {
    let home = try company()
    home.environment["LANG"] = language
    let text = try home.done("kpi")
    #expect(text.contains(language == "fr" ? "CA commandé" : "Revenue"), Comment(rawValue: text))
    #expect(!text.contains("⟦"))
    let run = try home.run("kpi", "--from", "hier")
    #expect(run.exitCode == 2 && run.errors.contains("hier"))
    #expect(try home.run("kpi", "--salesperson", "PERSONNE").exitCode == 3)
  }

  @Test("help speaks the language of LANG, --lang first")
  func helpLanguage() throws {
    let home = try CommandLineHome()
    #expect(try home.done("--help").contains("Codes de sortie"))
    #expect(try home.done("help").contains("Codes de sortie"))
    // An option of the workstation asks for the workstation's own help.
    #expect(try home.done("--help", "--lang", "en").contains("Opens the workstation"))
    #expect(try home.done("help", "--lang", "en").contains("Exit codes"))
    home.environment["LANG"] = "en_GB.UTF-8"
    #expect(try home.done("help", "quote").contains("Quotes"))
    #expect(try home.done("--help").contains("Exit codes"))
    #expect(try home.run("help", "nothing").exitCode == 2)
  }

  @Test("numbers are written exactly: amounts 2 decimals, prices 4, ratios 6")
  func numbers() throws {
    let home = try company()
    let show = try home.done("quote", "show", "D-0001", "--json")
    #expect(show.contains("\"netAmount\": 37.50"))
    #expect(show.contains("\"unitPrice\": 12.5000"))
    #expect(show.contains("\"marginRate\": 0.440000"))
    #expect(show.contains("\"rate\": 0.200000"))
  }

  @Test("every act of the catalogue has its command, and the command exists")
  func acts() throws {
    let home = try CommandLineHome()
    let rows = try #require(try home.json("help", "acts")["acts"] as? [[String: Any]])
    #expect(rows.count > 40)
    let without = rows.filter { !($0["command"] is String) }.compactMap { $0["act"] as? String }
    #expect(without == ["quote.save"])
    for case let command as String in rows.compactMap({ $0["command"] }) {
      let words = command.split(separator: " ").map(String.init)
      #expect(try home.runAll(["help"] + words).exitCode == 0, Comment(rawValue: command))
    }
  }

  @Test("no help text, column or word is missing, in either language", arguments: ["fr", "en"])
  func texts(_ language: String) throws {
    let home = try company()
    home.environment["LANG"] = language
    let help = try #require(try home.json("help", "json")["commands"] as? [String: Any])
    for command in help.keys where !Self.skipped.contains(command) {
      let words = command.split(separator: " ").map(String.init)
      let run = try home.runAll(words + (Self.arguments[command] ?? []))
      #expect(!run.output.contains("⟦"), Comment(rawValue: command + "\n" + run.output))
    }
    let root = try home.done("--help")
    let groups = root.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
      .filter { !$0.hasPrefix("-") && $0 != "See" }
    #expect(groups.count > 15)
    for group in groups {
      let text = try home.done("help", group)
      #expect(!text.contains("⟦"), Comment(rawValue: text))
    }
  }
}

extension CommandLineHome {
  /// A supplier that sells a product, brought in by files.
  fileprivate func supply(_ product: String) throws {
    try FileManager.default.createDirectory(
      atPath: path("files"), withIntermediateDirectories: true)
    for (name, text) in [
      ("supplier.csv", "key,code,name\nACME,ACME,Acme\n"),
      ("supplierPrice.csv", "key,supplier,product,price\n1,ACME,\(product),7\n"),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path("files/" + name)))
    }
    try done("import", "--profile", "comptoir", "files")
  }
}
