// swift-tools-version: 6.2
import PackageDescription

/// Every warning of our own code stops the build; the packages we depend on are not ours to judge.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A library of ours. The list of its dependencies is the module wall (see README, "Module map").
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a module, with whatever else they drive.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], beside: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: beside, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "comptoir",
  products: [
    .executable(name: "comptoir", targets: ["comptoir"]),
    .executable(name: "comptoir-document", targets: ["comptoir-document"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // C shims: what Swift cannot import by itself.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CPty"),

    // Files beside the code: migrations, texts, profiles, the demo company.
    .target(
      name: "Resources", path: "Resources",
      resources: [
        .copy("Migrations"), .copy("Texts"), .copy("Profiles"), .copy("Demo"),
      ],
      swiftSettings: strict),

    // The business, pure.
    library("Values"),
    library("Sales", ["Values"]),

    // The store.
    library("Database"),
    library("SQLiteDatabase", ["Database", "CLinux", grdb]),
    library("PostgresDatabase", ["Database", "CPostgreSQL"]),
    // A server of its own for the tests and the bench: started, used, thrown away.
    library("PostgresTesting"),
    library("SalesStore", ["Sales", "Values", "Database", "Resources"]),
    library("SalesDesk", ["SalesStore", "Sales", "Values"]),

    // Paper: a document in words, where each stands; the program that draws it.
    library("Paper"),
    .executableTarget(
      name: "comptoir-document", dependencies: ["Paper", "CPango"], path: "Sources/Printer",
      swiftSettings: strict),

    // Files in and out.
    library(
      "Exchange",
      ["Paper", "SalesDesk", "SalesStore", "Sales", "Values", "Resources", "CNettle", toml]),
    library(
      "DemoCompany", ["Exchange", "SalesDesk", "SalesStore", "Sales", "Values", "Resources"]),

    // The screen.
    library("Terminal", ["CNcurses", "CLinux"]),
    // A program on a pseudo-terminal and a decoder of what it writes: for the tests and the bench.
    library("TerminalTesting", ["CPty"]),
    library(
      "Workstation",
      [
        "SalesDesk", "SalesStore", "Sales", "Values", "Database", "Exchange", "Terminal",
        "Resources",
      ]),

    .executableTarget(
      name: "comptoir",
      dependencies: [
        "Workstation", "Terminal", "Exchange", "DemoCompany", "SalesDesk", "SalesStore", "Sales",
        "Values", "Database", "SQLiteDatabase", "PostgresDatabase", "Resources", arguments, logging,
        toml,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "comptoir-bench",
      dependencies: [
        "Workstation", "Terminal", "Exchange", "DemoCompany", "SalesDesk", "SalesStore", "Sales",
        "Values", "Database", "SQLiteDatabase", "PostgresDatabase", "PostgresTesting", "Resources",
        "TerminalTesting",
      ],
      path: "Sources/Bench", swiftSettings: strict),

    // Tests.
    .target(
      name: "SalesTesting",
      dependencies: [
        "SalesDesk", "SalesStore", "Sales", "Values", "Database", "SQLiteDatabase",
        "PostgresDatabase", "PostgresTesting",
      ],
      path: "Tests/SalesTesting", swiftSettings: strict),
    // A desk of its own process, for the tests of many desks on one company.
    .executableTarget(
      name: "scripted-desk",
      dependencies: [
        "SalesTesting", "SalesDesk", "SalesStore", "Sales", "Values", "Database",
      ],
      path: "Tests/ScriptedDesk", swiftSettings: strict),
    tests("ValuesTests", ["Values"]),
    tests("SalesTests", ["Sales", "Values"]),
    tests("ResourcesTests", ["Resources"]),
    tests(
      "DatabaseTests",
      ["SalesTesting", "Database", "SQLiteDatabase", "PostgresDatabase", "PostgresTesting"]),
    tests(
      "SalesStoreTests",
      [
        "SalesTesting", "SalesDesk", "SalesStore", "Sales", "Values", "Database",
        "SQLiteDatabase", "PostgresDatabase",
      ]),
    tests(
      "SalesDeskTests",
      [
        "SalesTesting", "PostgresTesting", "SalesDesk", "SalesStore", "Sales", "Values", "Database",
        "SQLiteDatabase", "PostgresDatabase",
      ]),
    tests("PaperTests", ["Paper"]),
    tests(
      "ExchangeTests",
      [
        "SalesTesting", "comptoir-document", "Paper", "PostgresTesting", "Exchange", "DemoCompany",
        "SalesDesk", "SalesStore",
        "Sales", "Values", "Database", "SQLiteDatabase", "Resources",
      ],
      beside: ["Golden"]),
    tests("TerminalTests", ["Terminal", "TerminalTesting"]),
    tests(
      "WorkstationTests",
      [
        "SalesTesting", "comptoir-document", "Workstation", "Terminal", "DemoCompany", "Exchange",
        "SalesDesk",
        "SalesStore", "Sales",
        "Values", "Database", "SQLiteDatabase", "Resources",
      ],
      beside: ["Golden"]),
    tests(
      "EndToEndTests",
      [
        "TerminalTesting", "comptoir", "comptoir-document", "scripted-desk", "Terminal",
        "Workstation", "SalesTesting",
        "SalesDesk",
        "SalesStore", "Sales", "Values", "Database", "SQLiteDatabase", "PostgresDatabase",
        "PostgresTesting",
        "Exchange", "Resources",
      ]),
    tests("TidyTests", []),
  ],
  swiftLanguageModes: [.v6]
)
