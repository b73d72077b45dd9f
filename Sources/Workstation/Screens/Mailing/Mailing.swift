import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The mail of a quote or an order, from whichever screen shows it: to whom, then which way.
enum Mailing {
  /// What is mailed.
  enum Paper: Sendable {
    case quote(ID<Quote>)
    case order(ID<SalesOrder>)

    func mail(at desk: Desk, to address: String?) throws -> PaperMail {
      switch self {
      case .quote(let id): try desk.mail(of: id, to: address)
      case .order(let id): try desk.mail(of: id, to: address)
      }
    }
  }

  /// Looks up to whom it would go.
  static func ask(_ paper: Paper, to address: String? = nil) -> Effect {
    .work(
      .desk("mail") { desk in
        let program = try desk.read { try $0.settings() }.mailCommand
        do {
          let mail = try paper.mail(at: desk, to: address)
          return MailReady(
            number: mail.number, recipient: mail.message.to.address, program: program)
        } catch MailTrouble.noRecipient {
          return MailReady(number: "", recipient: nil, program: program)
        }
      })
  }

  /// Asks which way it goes, or to whom where nobody has an address.
  static func ask(_ ready: MailReady, _ session: Session) -> [Effect] {
    guard let recipient = ready.recipient else { return [.ask(address(session))] }
    let program = ready.program.split(separator: " ").first.map(String.init)
    var choices = [Choice(key: "file " + recipient, label: session.text("mail.way.file"))]
    if let program {
      choices.append(
        Choice(key: "hand " + recipient, label: session.text("mail.way.hand"), detail: program))
    }
    choices.append(Choice(key: "other", label: session.text("mail.way.other")))
    let title = session.text(
      "mail.title", Fact("number", .text(ready.number)), Fact("recipient", .text(recipient)))
    return [.ask(.choose(id: "mail", title: title, choices))]
  }

  private static func address(_ session: Session) -> Modal {
    .prompt(id: "mailTo", title: session.text("mail.to"), hint: session.text("mail.toHint"))
  }

  /// What the person answered; nil where the question was another.
  static func answer(_ answer: ModalAnswer, _ paper: Paper, _ session: Session) -> [Effect]? {
    switch answer {
    case .text("mailTo", let address): return [ask(paper, to: address)]
    case .choice("mail", "other"): return [.ask(self.address(session))]
    case .choice("mail", let key):
      let words = key.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { return [] }
      return [words[0] == "hand" ? hand(paper, to: words[1]) : write(paper, to: words[1], session)]
    default: return nil
    }
  }

  private static func write(_ paper: Paper, to address: String, _ session: Session) -> Effect {
    .save(
      FileToSave(name: session.text("mail.file")) { desk in
        let mail = try paper.mail(at: desk, to: address)
        _ = try desk.perform(mail.noting(.prepared))
        return mail.message.bytes
      })
  }

  private static func hand(_ paper: Paper, to address: String) -> Effect {
    .work(
      .desk("act:" + MailPaper.entry.id, lane: .acts) { desk in
        let mail = try paper.mail(at: desk, to: address)
        try mail.hand(to: try desk.read { try $0.settings() }.mailCommand)
        let noted = try desk.perform(mail.noting(.handed))
        return Done(
          outcome: noted.outcome, entry: noted.entry, facts: noted.facts, changed: true)
      })
  }
}

/// A mail that could go.
struct MailReady: Sendable {
  /// Number of the quote or order.
  let number: String
  /// To whom; nil = nobody has an address.
  let recipient: String?
  /// The company's mail program; empty = none.
  let program: String
}
