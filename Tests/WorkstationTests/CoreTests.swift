import Resources
import Sales
import SalesTesting
import Terminal
import Testing

@testable import Workstation

@Suite struct CoreTests {
  @Test func digitsAndTheirAzertyNeighboursOpenTheTabs() throws {
    var station = try TestWorkstation(try TestCompany())
    for (key, kind) in zip("&é\"'(-è_", ScreenKind.tabs) {
      station.press(.char(key))
      #expect(station.model.tab == kind)
    }
    station.press(.char("1"))
    #expect(station.model.tab == .today)
  }

  @Test func gAndALetterGoesThere() throws {
    var station = try TestWorkstation(try TestCompany())
    station.press(.char("g"), .char("k"))
    #expect(station.model.tab == .indicators)
  }

  @Test func noCommandNeedsAltGrAndNoneSharesItsKey() {
    var seen: Set<String> = []
    for command in Registry.workstation.commands {
      for key in command.keys {
        #expect(seen.insert("\(command.scope) \(key)").inserted, "\(command.id) shares \(key)")
        if case .char(let character) = key {
          #expect(!"[]{}\\@#~|`^¨hjkl".contains(character), "\(command.id) is on \(character)")
        }
      }
    }
  }

  @Test func everyCommandHasItsWordsInBothLanguages() throws {
    for language in Texts.Language.allCases {
      let texts = try Texts(language, in: ResourceFolder.located())
      for command in Registry.workstation.commands {
        #expect(texts.optional("command.\(command.id)") != nil, "\(command.id) \(language)")
        if command.footer != nil {
          #expect(texts.optional("command.\(command.id).short") != nil, "\(command.id)")
        }
      }
    }
  }

  @Test func aWindowTooSmallSaysSo() throws {
    var station = try TestWorkstation(try TestCompany())
    for (width, height) in [(38, 11), (1, 1), (200, 3), (0, 0), (300, 100)] {
      station.resize(width, height)
      _ = station.frame()
    }
    station.resize(38, 11)
    #expect(station.shows("38x11"))
  }

  @Test func thePaletteFindsCommandsByWordAndByKey() throws {
    var station = try TestWorkstation(try TestCompany())
    station.press(.char(":"))
    station.type("rétab")
    #expect(station.shows("Rétablir"))
    station.press(.escape, .char(":"))
    station.type("=8,40*1,25")
    #expect(station.shows("10,50"))
  }

  @Test func undoWithNothingToUndoSaysWhy() throws {
    var station = try TestWorkstation(try TestCompany())
    station.press(.char("u"))
    #expect(station.model.status?.tone == .refused, "\(station.model.status?.text ?? "")")
  }

  @Test func pastingNeverRunsCommands() throws {
    var station = try TestWorkstation(try TestCompany())
    station.send(.paste("q8\n"))
    #expect(!station.hasQuit)
    #expect(station.model.tab == .today)
  }
}
