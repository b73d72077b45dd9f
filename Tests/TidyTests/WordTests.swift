import Foundation
import Testing

/// Words the code does without: unfinished work, vague names, traps.
@Suite struct WordTests {
  static let banned = ["TODO", "FIXME", "XXX", "fatalError(", "try!", "as!"]
  static let vague = ["Helper", "Util", "Manager", "Lead", "Deal"]

  @Test func nothingIsLeftUnfinished() {
    for file in Project.ours {
      for (number, line) in file.lines.enumerated() {
        for word in Self.banned where line.contains(word) {
          Issue.record("\(file.path):\(number + 1) has \(word)")
        }
      }
    }
  }

  @Test func typesAreNamedByTheTrade() {
    for file in Project.ours {
      for line in file.lines {
        guard
          let match = line.firstMatch(
            of: #/(?:struct|class|enum|protocol|actor) ([A-Z][A-Za-z0-9]*)/#)
        else { continue }
        for word in Self.vague where match.1.hasSuffix(word) {
          Issue.record("\(file.path): \(match.1) is not a term of the trade")
        }
      }
    }
  }

  /// The row of a line is large: what is asked of every line by way of it copies all of it, a thousand times a
  /// key in a long quote (QuoteDraft.swift). Rows of a tariff file are others.
  @Test func linesAreAskedByTheirShortNames() {
    let copying = #/\.row\.(line|productID|quantity|isSet|setOf)\b(?! = )/#
    for file in Project.ours where !file.path.contains("Tariff") {
      for (number, line) in file.lines.enumerated() where line.contains(copying) {
        guard !file.path.hasSuffix("/QuoteDraft.swift") else { continue }
        Issue.record("\(file.path):\(number + 1) copies a row to ask one thing of it")
      }
    }
  }

  @Test func onlyTheCommandLinePrints() {
    for file in Project.ours where !["comptoir", "Bench"].contains(file.module) {
      for (number, line) in file.lines.enumerated()
      where line.contains("print(") && !line.trimmingPrefix(" ").hasPrefix("//") {
        if line.contains(" print(") || line.hasPrefix("print(") {
          Issue.record("\(file.path):\(number + 1) prints")
        }
      }
    }
  }

  @Test func noModuleSharesItsNameWithATypeInIt() {
    for file in Project.ours {
      for line in file.lines {
        for kind in ["struct", "class", "enum", "protocol", "actor"]
        where line.hasSuffix("\(kind) \(file.module) {") {
          Issue.record("\(file.path) declares \(kind) \(file.module)")
        }
      }
    }
  }

  @Test func theTopLevelIsAsTheCustomerDrewIt() throws {
    let allowed: Set<String> = [
      "Package.swift", "Sources", "Tests", "Resources", "Makefile", "README.md",
    ]
    let names = try FileManager.default.contentsOfDirectory(atPath: Project.root)
    for name in names where !name.hasPrefix(".") && name != "Package.resolved" {
      #expect(allowed.contains(name), "\(name) stands at the top level")
    }
  }
}
