import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The commands of the list of quotes.
enum QuotesCommands {
  static var all: [Command] { browsing + acts }

  private static var browsing: [Command] {
    [
      .on(QuotesScreen.self, "quotes.open", keys: [.enter], footer: 1) { screen, session in
        screen.open(session)
      },
      .on(QuotesScreen.self, "quotes.new", keys: [.char("n")], act: CreateQuote.entry.id, footer: 2)
      {
        _, _ in [.open(Screens.newQuote())]
      },
      .on(QuotesScreen.self, "quotes.filter", keys: [.char("f"), .char("/")], footer: 3) {
        screen, _ in
        screen.isFiltering = true
        screen.words.typeAnew()
        return []
      },
      .on(QuotesScreen.self, "quotes.next", keys: [.tab], footer: 4) { screen, session in
        screen.turn(by: 1, session)
      },
      ListExport.command(QuotesScreen.self, "quotes") { screen, session in
        let ids = screen.rows(session).compactMap(\.summary?.quote.id)
        return ids.isEmpty
          ? nil : ListToExport(name: session.text("export.name.quotes")) { _ in .quotes(ids) }
      },
    ]
  }

  private static func quote(
    _ state: QuoteState?, _ key: String
  ) -> @Sendable (QuotesScreen, Session) -> Availability {
    { screen, session in
      guard let quote = screen.row(session)?.summary?.quote else {
        return .no(session.text("quotes.no.row"))
      }
      return state == nil || quote.state == state ? .yes : .no(session.text("quotes.no.\(key)"))
    }
  }

  private static var acts: [Command] {
    [
      .on(
        QuotesScreen.self, "quotes.send", keys: [.char("E")], act: SendQuote.entry.id, footer: 5,
        availability: quote(.draft, "draft")
      ) { screen, session in screen.askToSend(session) },
      .on(
        QuotesScreen.self, "quotes.accept", keys: [.char("A")], act: AcceptQuote.entry.id,
        footer: 6,
        availability: quote(.sent, "sent")
      ) { screen, session in
        guard let id = screen.row(session)?.summary?.quote.id else { return [] }
        return [.act { try $0.acceptance(of: id) }]
      },
      .on(
        QuotesScreen.self, "quotes.decide", keys: [.char("V")], act: DecideApproval.entry.id,
        footer: 7,
        availability: { screen, session in
          screen.row(session)?.summary?.approval == .asked
            ? .yes : .no(session.text("entry.no.approval"))
        }
      ) { screen, session in
        guard let quote = screen.row(session)?.summary?.quote else { return [] }
        screen.isDeciding = true
        return [DecisionPanel.read(quote.id, session)]
      }.offered(\.decides),
      .on(
        QuotesScreen.self, "quotes.print", keys: [.char("I")], footer: 8,
        availability: quote(nil, "row")
      ) { screen, session in
        screen.row(session)?.summary.map { [QuoteEntry.paper($0.quote)] } ?? []
      },
      .on(
        QuotesScreen.self, "quotes.mail", keys: [.char("M")], act: MailPaper.entry.id,
        availability: { screen, session in
          guard let quote = screen.row(session)?.summary?.quote else {
            return .no(session.text("quotes.no.row"))
          }
          return quote.state == .draft ? .no(session.text("entry.no.sent")) : .yes
        }
      ) { screen, session in
        screen.row(session)?.summary.map { [Mailing.ask(.quote($0.quote.id))] } ?? []
      },
      .on(
        QuotesScreen.self, "quotes.duplicate", keys: [.char("D")], act: DuplicateQuote.entry.id,
        availability: quote(nil, "row")
      ) { screen, session in
        screen.row(session)?.summary.map { [.act(DuplicateQuote($0.quote.id))] } ?? []
      },
      .on(
        QuotesScreen.self, "quotes.end", keys: [.char("P")], act: LoseOpportunity.entry.id,
        footer: 9,
        availability: quote(nil, "row")
      ) { screen, session in screen.askEnd(session) },
    ]
  }
}

extension QuotesScreen {
  /// `E`: sending asks first, because it is final.
  func askToSend(_ session: Session) -> [Effect] {
    guard let summary = row(session)?.summary else { return [] }
    let quote = summary.quote
    let number = Fact("number", .text(QuoteWords.number(quote)))
    return [
      .ask(
        .confirm(
          id: "send", title: session.text("entry.send.title", number),
          consequence: [
            session.text(
              "entry.send.frozen", number, Fact("customer", .text(summary.customerName))),
            session.text(
              "entry.send.amounts",
              Fact("net", .text(session.format.money(quote.netAmount, quote.currency))),
              Fact("total", .text(session.format.money(quote.totalAmount, quote.currency))),
              Fact("validity", .day(quote.validityDay))),
            session.text("entry.send.kept"),
          ], verb: session.text("entry.send.verb")))
    ]
  }

  /// `P`: what became of the quote under the cursor.
  func askEnd(_ session: Session) -> [Effect] {
    guard let quote = row(session)?.summary?.quote else { return [] }
    var choices: [Choice] = []
    if quote.state == .sent {
      choices.append(Choice(key: "declined", label: session.text("entry.end.declined")))
    }
    if quote.state == .draft {
      choices.append(Choice(key: "cancel", label: session.text("entry.end.cancel")))
    }
    choices.append(Choice(key: "lost", label: session.text("entry.end.lost")))
    return [.ask(.choose(id: "end", title: session.text("entry.end.title"), choices))]
  }
}
