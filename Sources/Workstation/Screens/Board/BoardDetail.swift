import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What the board says of the card under the cursor. Everything was read with the cards: moving the
// cursor asks nothing of the store.

extension BoardScreen {
  func drawDetail(on canvas: Canvas, _ session: Session) {
    guard canvas.height > 0, let card else { return }
    let isStagnant = isStagnant(card, today: session.today)
    let words = BoardWords(card, isStagnant: isStagnant, session)
    for (y, line) in lines(words, session).prefix(canvas.height).enumerated() {
      let place = Rect(1, y, canvas.width - 2, 1)
      let right = line.right.reduce(0) { $0 + $1.text.columns }
      let left = place.width - (right > 0 ? right + 2 : 0)
      canvas.sub(Rect(place.x, y, left, 1)).put(line.left, 0, 0)
      canvas.sub(place).put(line.right, place.width - right, 0)
    }
    if !marked.isEmpty, canvas.width >= Breakpoint.medium.minimum.width {
      drawMarked(on: canvas, session)
    }
  }

  private func drawMarked(on canvas: Canvas, _ session: Session) {
    let amount = subjects.reduce(Amount.zero) { $0 + ($1.amount ?? .zero) }
    let text = session.counted(
      "board.marked", marked.count,
      Fact("amount", .text(session.format.wholeMoney(amount, session.company.currency))))
    let place = Rect(1, canvas.height - 1, canvas.width - 2, 1)
    canvas.fill(place)
    canvas.put("● " + text, in: place, .marked)
  }

  private struct Line {
    var left: [Span]
    var right: [Span] = []
  }

  private func lines(_ words: BoardWords, _ session: Session) -> [Line] {
    [
      head(words, session), money(words, session), next(words, session), around(words, session),
    ]
  }

  private func head(_ words: BoardWords, _ session: Session) -> Line {
    let card = words.card
    let stage = columns.first { $0.stage.id == card.stageID }?.stage.name ?? ""
    var right: [Span] = []
    if let entered = card.stageDay, session.size.width >= Breakpoint.compact.minimum.width {
      right.append(
        Span(
          session.text(
            entered == session.today ? "board.detail.stageToday" : "board.detail.stage",
            Fact("stage", .text(stage)), Fact("days", .count(session.today - entered))),
          words.isStagnant ? .warning : .muted))
      if words.isStagnant {
        right.append(Span(" ! " + session.text("board.detail.stagnates"), .warning))
      }
    }
    return Line(
      left: [
        Span("▌", .focus), Span(words.head, .title.bold), Span(" — " + words.subject),
        Span("  " + card.number, .muted),
      ], right: right)
  }

  private func money(_ words: BoardWords, _ session: Session) -> Line {
    let card = words.card
    let currency = session.company.currency
    var left = [
      Span(session.text("board.detail.amount") + " ", .label), Span(words.amount, .value),
    ]
    guard let margin = card.margin else {
      if card.quoteNumber == nil {
        left.append(Span("  " + session.text("board.detail.noQuote"), .muted))
      } else if card.isUnderFloor {
        left.append(Span("  ▼ " + session.text("board.detail.underFloor"), .warning))
      }
      return Line(left: left, right: chance(card, session))
    }
    left.append(Span("  " + session.text("board.detail.cost") + " ", .label))
    left.append(Span(session.format.wholeMoney(margin.cost, currency), .value))
    left.append(Span("  " + session.text("board.detail.margin") + " ", .label))
    left.append(
      Span(
        session.format.wholeMoney(margin.margin, currency) + " · "
          + session.format.percent(margin.margin, of: margin.netWithCost),
        words.isUnderFloor ? .warning : .value))
    if margin.isUnderFloor {
      left.append(Span(" ▼ " + session.text("board.detail.underFloor"), .warning))
    }
    return Line(left: left, right: chance(card, session))
  }

  private func chance(_ card: BoardCard, _ session: Session) -> [Span] {
    guard session.size.width >= Breakpoint.full.minimum.width else { return [] }
    let weighted = session.format.wholeMoney(card.weighted, session.company.currency)
    return [
      Span(
        session.text(
          "board.detail.chance", Fact("chance", .ratio(card.probability)),
          Fact("weighted", .text(weighted))), .muted)
    ]
  }

  private func next(_ words: BoardWords, _ session: Session) -> Line {
    let card = words.card
    var left = [Span(session.text("board.detail.next") + " ", .label)]
    if let day = card.nextActionDay {
      left.append(Span(card.nextAction + " ", .value))
      left.append(
        Span(
          session.format.longDay(day) + " (" + session.format.due(day, today: session.today) + ")",
          words.isLate ? .danger : .muted))
      if words.isLate { left.append(Span(" !", .danger)) }
    } else {
      left.append(Span(session.text("board.detail.noNext"), .warning))
    }
    var right: [Span] = []
    if let contact = card.lastContact {
      right.append(
        Span(
          session.text(
            "board.detail.contact", Fact("day", .text(session.format.shortDay(contact.day())))),
          .muted))
    }
    return Line(left: left, right: right)
  }

  private func around(_ words: BoardWords, _ session: Session) -> Line {
    let card = words.card
    var parts: [String] = []
    if let number = card.quoteNumber, let state = card.quoteState {
      parts.append(
        session.text(
          "board.detail.quote", Fact("number", .text(number)),
          Fact("state", .text(session.text("quoteState.\(state.rawValue)")))))
    }
    if let day = card.expectedCloseDay {
      parts.append(session.text("board.detail.close", Fact("day", .day(day))))
    }
    if !card.competitor.isEmpty {
      parts.append(session.text("board.detail.competitor", Fact("name", .text(card.competitor))))
    }
    let who = card.salespersonName ?? session.text("board.detail.nobody")
    var left: [Span] = []
    if let margin = card.margin, margin.linesWithoutCost > 0 {
      let words = session.uncosted(margin.linesWithoutCost, margin.netWithoutCost)
      left.append(Span("? " + words + "   ", .warning))
    }
    left.append(Span(parts.joined(separator: "   "), .muted))
    return Line(left: left, right: [Span(who, .muted)])
  }
}
