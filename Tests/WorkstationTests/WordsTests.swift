import Resources
import SalesDesk
import SalesStore
import Testing

@testable import Workstation

/// What the desk says no with, and what it says when something is done, in both languages.
@Suite struct WordsTests {
  @Test(arguments: Texts.Language.allCases)
  func everyRefusalHasItsSentence(language: Texts.Language) throws {
    let texts = try Texts(language, in: ResourceFolder.located())
    for reason in RefusalReason.allCases {
      #expect(texts.optional("refusal.\(reason.rawValue)") != nil, "\(reason)")
    }
  }

  @Test(arguments: Texts.Language.allCases)
  func everyActHasItsNameAndItsSentence(language: Texts.Language) throws {
    let texts = try Texts(language, in: ResourceFolder.located())
    for entry in ActCatalogue.all {
      #expect(texts.optional("act.\(entry.id)") != nil, "\(entry.id)")
      #expect(texts.optional("act.\(entry.id).done") != nil, "\(entry.id)")
    }
  }

  @Test(arguments: Texts.Language.allCases)
  func everyRuleOfTheCheckSaysWhatItMeans(language: Texts.Language) throws {
    let texts = try Texts(language, in: ResourceFolder.located())
    for rule in CompanyCheck.ruleNames + ["file.integrity"] {
      #expect(texts.optional("check.\(rule)") != nil, "\(rule)")
    }
  }

  @Test func wordsOfTheProgramAreTranslatedInsideSentences() throws {
    let format = Format(texts: try Texts(.french, in: ResourceFolder.located()))
    let refusal = Refusal(
      .quoteNotDraft, Fact("number", .text("D-12")), Fact("state", .text("superseded")))
    #expect(UserMessage(refusal, format).sentence.contains("remplacé"))
  }
}
