import Testing

/// What is wrong with the arguments of a command is said in the language of the run.
@Suite("Arguments that are refused")
struct RefusedArgumentsTests {
  @Test(
    "in French",
    arguments: [
      (["rate", "set", "USD"], "Erreur : il manque l'argument <rate>."),
      (["rate", "set", "USD", "-1"], "Erreur : il manque l'argument <rate>."),
      (["rate", "set", "USD", "zéro"], "Erreur : « zéro » ne convient pas pour <rate>."),
      (
        ["customer", "list", "--limt", "3"],
        "option inconnue : --limt. Vouliez-vous dire --limit ?"
      ),
      (["customer", "list", "--zzzzzzzz"], "option inconnue : --zzzzzzzz."),
      (["customer", "list", "--limit"], "il manque la valeur de --limit <limit>"),
      (["customer", "list", "un", "deux"], "2 arguments de trop : « un », « deux »."),
      (["customer", "list", "un"], "argument de trop : « un »."),
    ])
  func french(_ arguments: [String], _ said: String) throws {
    let run = try CommandLineHome().runAll(arguments)
    let told = Comment(rawValue: run.errors)
    #expect(run.exitCode == 2, told)
    #expect(run.errors.contains(said), told)
    #expect(run.errors.contains("Utilisation : comptoir \(arguments[0]) \(arguments[1])"), told)
    #expect(run.errors.contains("« comptoir \(arguments[0]) \(arguments[1]) --help »"), told)
    for english in ["Error", "Usage:", "Missing", "Unknown", "Help:", "information"] {
      #expect(!run.errors.contains(english), told)
    }
  }

  @Test("in English")
  func english() throws {
    let home = try CommandLineHome()
    home.environment["LANG"] = "en_GB.UTF-8"
    let run = try home.runAll(["rate", "set", "USD"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("Error: the argument <rate> is missing."), "\(run.errors)")
    #expect(run.errors.contains("Usage: comptoir rate set"), "\(run.errors)")
  }

  @Test("our own sentences stay, once")
  func own() throws {
    let run = try CommandLineHome().runAll(["kpi", "--from", "hier"])
    #expect(
      run.exitCode == 2 && run.errors.contains("Valeur de --from, --to incomprise"), "\(run.errors)"
    )
    #expect(run.errors.split(separator: "\n").filter { $0.contains("hier") }.count == 1)
  }
}
