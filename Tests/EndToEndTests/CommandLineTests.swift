import Foundation
import Testing

@Suite("The command line, on the real program")
struct CommandLineTests {
  @Test("a company is made once, and never over another")
  func initialisation() throws {
    let home = try CommandLineHome()
    let first = try home.json("init", "--name", "Durand", "--siren", "732 829 320")
    #expect(first["name"] as? String == "Durand")
    #expect(first["path"] as? String == home.database)
    let again = try home.run("init", "--name", "Autre")
    #expect(again.exitCode == 1)
    #expect(again.errors.contains(home.database))
    #expect(again.output.isEmpty)
  }

  @Test("a customer is put on a price list, sold at its prices, and taken off again")
  func priceList() throws {
    let home = try CommandLineHome.withCompany()
    try home.done("customer", "add", "Toitures du Rhône", "--code", "TOIT")
    try home.done("product", "add", "Vis 4x40", "--code", "VIS", "--price", "12.50", "--cost", "7")
    try home.done("price", "put-list", "CH", "--name", "Chantiers")
    try home.done("price", "set", "--list", "CH", "--product", "VIS", "--net", "11")
    func price() throws -> Double? {
      try home.json("price", "why", "--product", "VIS", "--customer", "TOIT")["netPrice"] as? Double
    }
    #expect(try price() == 12.5)
    try home.done("customer", "edit", "TOIT", "--list", "CH")
    #expect(try price() == 11)
    #expect(try home.json("customer", "show", "TOIT")["priceList"] as? String == "CH")
    #expect(try home.run("customer", "edit", "TOIT", "--list", "RIEN").exitCode == 3)
    try home.done("customer", "edit", "TOIT", "--list", "none")
    #expect(try price() == 12.5)
    try home.done("price", "change", "--list", "CH", "--percent", "-2", "--dry-run")
    #expect(try home.run("customer", "add", "   ").exitCode == 1)
  }

  @Test(
    "a quote is typed, refused, approved, sent and accepted; its goods are bought and delivered")
  func wholeSale() throws {
    let home = try CommandLineHome.withCompany()
    try home.done("customer", "add", "Toitures du Rhône", "--code", "TOIT")
    try home.done("product", "add", "Vis 4x40", "--code", "VIS", "--price", "12,50", "--cost", "7")
    try home.done("product", "add", "Foret SDS 18", "--code", "FOR", "--price", "9.90")
    let new = try home.json("quote", "new", "--customer", "TOIT", "20*VIS -10%", "foret sds")
    let quote = try #require(new["quote"] as? [String: Any])
    #expect(quote["number"] as? String == "D-0001")
    #expect(quote["netAmount"] as? Double == 234.9)

    let unasked = try home.run("quote", "send", "D-0001")
    #expect(unasked.exitCode == 1)
    #expect(unasked.errors.contains("--yes"))
    let refused = try home.run("quote", "send", "D-0001", "--yes")
    #expect(refused.exitCode == 1)
    try home.done("quote", "ask", "D-0001", "--reason", "sans coût")
    try home.done("quote", "approve", "D-0001")
    try home.done("quote", "send", "D-0001", "--yes")
    #expect(try home.run("undo").exitCode == 1)

    let accepted = try home.json("quote", "accept", "D-0001")
    let order = try #require(accepted["order"] as? [String: Any])
    let number = try #require(order["number"] as? String)
    let lines = try #require(order["lines"] as? [[String: Any]])
    #expect(lines.map { $0["missing"] as? Double } == [20, 1])
    let requests = try home.json("purchase", "requests")
    #expect((requests["requests"] as? [[String: Any]])?.count == 2)
    let nothing = try home.run("order", "deliver", number, "--yes")
    #expect(nothing.exitCode == 1)

    try home.done("undo")
    #expect(try home.run("order", "show", number).exitCode == 3)
    try home.done("redo")
    try home.done("order", "show", number)
    #expect(try home.run("check").exitCode == 0)
  }

  @Test("exit codes: wrong usage 2, not found 3, and each says so on standard error")
  func exitCodes() throws {
    let home = try CommandLineHome.withCompany()
    let wrong: [(Int32, [String])] = [
      (2, ["frobnicate"]), (2, ["quote", "new"]), (2, ["quote", "list", "--limit", "beaucoup"]),
      (2, ["quote", "list", "--lang", "de"]), (2, ["quote", "list", "--state", "perdu"]),
      (2, []), (3, ["quote", "show", "D-9999"]), (3, ["customer", "show", "RIEN"]),
      (3, ["quote", "list", "--user", "PERSONNE"]), (3, ["stock", "show", "RIEN"]),
      (1, ["settings", "set", "quote.validityDays", "jamais"]), (1, ["undo"]),
      (0, ["--help"]), (0, ["quote", "--help"]), (0, ["help", "quote", "add"]),
    ]
    for (code, arguments) in wrong {
      let run = try home.runAll(arguments)
      let told = Comment(rawValue: arguments.joined(separator: " ") + ": " + run.errors)
      #expect(run.exitCode == code, told)
      #expect(run.errors.isEmpty == (code == 0), told)
      #expect(!(run.errors + run.output).contains("⟦"), told)
    }
  }

  @Test("the language is that of --lang, then of the environment")
  func languages() throws {
    let home = try CommandLineHome.withCompany()
    #expect(try home.run("undo").errors.contains("Rien à annuler"))
    #expect(try home.run("undo", "--lang", "en").errors.contains("Nothing to undo"))
    home.environment["LANG"] = "en_GB.UTF-8"
    #expect(try home.run("undo").errors.contains("Nothing to undo"))
  }

  @Test("a backup is restored, after it was confirmed")
  func backup() throws {
    let home = try CommandLineHome.withCompany()
    try home.done("customer", "add", "Avant")
    try home.done("backup", home.path("copie.sqlite"))
    #expect(try home.run("backup", home.path("copie.sqlite")).exitCode == 1)
    try home.done("customer", "add", "Après")
    #expect(try home.run("restore", home.path("copie.sqlite")).exitCode == 1)
    try home.done("restore", home.path("copie.sqlite"), "--yes")
    let names = try home.json("customer", "list")["customers"] as? [[String: Any]]
    #expect(names?.compactMap { $0["name"] as? String } == ["Avant"])
  }

  @Test("2026-11-22: after a command the company is one file, so that a plain copy of it is whole")
  func oneFile() throws {
    let home = try CommandLineHome.withCompany()
    try home.done("customer", "add", "Toitures")
    #expect(!FileManager.default.fileExists(atPath: home.database + "-wal"))
    let copy = home.path("copie.sqlite")
    try FileManager.default.copyItem(atPath: home.database, toPath: copy)
    #expect(try home.done("customer", "list", "--database", copy).contains("Toitures"))
  }

  @Test("control characters in a name reach neither the terminal nor break JSON")
  func controlCharacters() throws {
    let home = try CommandLineHome.withCompany()
    let name = "Du\u{1B}[2Jpont\n\"&\\ fils"
    try home.done("customer", "add", name)
    let list = try home.done("customer", "list")
    #expect(!list.contains("\u{1B}"))
    let rows = try home.json("customer", "list")["customers"] as? [[String: Any]]
    #expect(rows?.first?["name"] as? String == name)
  }
}
