import Testing

/// The module walls of the README's map: arrows only downwards.
@Suite struct WallTests {
  /// What lies below each module; a module may import any of it.
  static let below: [String: Set<String>] = [
    "Values": [],
    "Sales": ["Values"],
    "Database": [],
    "SQLiteDatabase": ["Database", "CLinux", "GRDB", "GRDBSQLite"],
    "PostgresDatabase": ["Database", "CPostgreSQL"],
    "PostgresTesting": [],
    "Resources": [],
    "SalesStore": ["Sales", "Values", "Database", "Resources"],
    "SalesDesk": ["SalesStore", "Sales", "Values", "Database"],
    "Paper": [],
    "Printer": ["Paper", "CPango"],
    "Exchange": [
      "Paper", "SalesDesk", "SalesStore", "Sales", "Values", "Database", "Resources", "TOMLKit",
      "CNettle",
    ],
    "DemoCompany": [
      "Exchange", "SalesDesk", "SalesStore", "Sales", "Values", "Database", "Resources",
    ],
    "Terminal": ["CNcurses", "CLinux"],
    "TerminalTesting": ["CPty", "Terminal"],
    "Workstation": [
      "SalesDesk", "SalesStore", "Sales", "Values", "Database", "Exchange", "Terminal",
      "Resources", "Collections", "OrderedCollections", "DequeModule", "Logging",
    ],
  ]

  static let system: Set<String> = ["Glibc", "Dispatch", "Synchronization"]
  static let withFoundation: Set<String> = [
    "SQLiteDatabase", "PostgresTesting", "Resources", "Exchange", "DemoCompany", "comptoir",
    "Bench",
  ]
  static let withEssentials: Set<String> = withFoundation.union([
    "SalesStore", "Workstation", "Paper", "Printer",
  ])

  @Test func modulesImportOnlyWhatLiesBelowThem() {
    for file in Project.ours where Self.below[file.module] != nil {
      let allowed = Self.below[file.module] ?? []
      for name in file.imports where !allowed.contains(name) {
        switch name {
        case "FoundationEssentials":
          #expect(Self.withEssentials.contains(file.module), "\(file.path) imports \(name)")
        case "Foundation":
          let isFormatting = file.path.hasPrefix("Sources/Workstation/Formatting/")
          #expect(
            Self.withFoundation.contains(file.module) || isFormatting,
            "\(file.path) imports \(name)")
        case let name where Self.system.contains(name):
          #expect(!["Values", "Sales"].contains(file.module), "\(file.path) imports \(name)")
        default:
          Issue.record("\(file.path) imports \(name), which does not lie below it")
        }
      }
    }
  }

  @Test(arguments: [
    ("CNcurses", "Terminal"), ("GRDB", "SQLiteDatabase"), ("GRDBSQLite", "SQLiteDatabase"),
    ("CNettle", "Exchange"), ("CPty", "TerminalTesting"), ("CPostgreSQL", "PostgresDatabase"),
    ("CPango", "Printer"),
  ])
  func aForeignLibraryHasOneDoor(library: String, door: String) {
    for file in Project.ours where file.imports.contains(library) {
      #expect(file.module == door, "\(file.path) imports \(library)")
    }
  }

  @Test func sqlAboutTheBusinessStandsInTheStoreAlone() {
    let statements = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "]
    let elsewhere = Project.swiftFiles(in: "Sources").filter {
      // Those that speak to an engine ask it about itself.
      ![
        "SalesStore", "Database", "SQLiteDatabase", "PostgresDatabase", "PostgresTesting", "Bench",
      ].contains($0.module)
    }
    for file in elsewhere {
      for (number, line) in file.lines.enumerated() {
        let code = line.trimmingPrefix(while: { $0 == " " })
        guard !code.hasPrefix("//") else { continue }
        for statement in statements
        where code.contains("\"" + statement) || code.hasPrefix(statement) {
          Issue.record("\(file.path):\(number + 1) writes SQL: \(code)")
        }
      }
    }
  }
}
