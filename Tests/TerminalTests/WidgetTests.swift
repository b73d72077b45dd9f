import Testing

@testable import Terminal

@Suite("Widgets") struct WidgetTests {
  private func frame(_ width: Int, _ height: Int, _ draw: (Canvas) -> Void) -> CellBuffer {
    let frame = CellBuffer(Size(width, height))
    draw(frame.canvas)
    return frame
  }

  private let table = Table(
    [
      Column("Client", .flexible(minimum: 8, weight: 2)),
      Column("Objet", .flexible(minimum: 8, weight: 1), dropOrder: 2),
      Column("Montant", .fixed(9), .right), Column("Marge", .fixed(6), dropOrder: 1),
    ], moreText: "encore")

  private func row(_ index: Int) -> TableRow {
    TableRow(
      [
        Span("Constructions \(index)"), Span("Boulonnerie"), Span("\(index) 856 €"),
        Span("18 % ▼", .danger),
      ],
      marked: index == 2)
  }

  @Test("a table keeps its columns while they fit, then drops them in order") func tableLayout() {
    #expect(table.layout(width: 60).map(\.column) == [0, 1, 2, 3])
    #expect(table.layout(width: 60).last.map { $0.x + $0.width } == 60)
    #expect(table.layout(width: 30).map(\.column) == [0, 2, 3])
    #expect(table.layout(width: 24).map(\.column) == [0, 2])
    #expect(table.layout(width: 5).map(\.column) == [0, 2])
  }

  @Test("a table shows the rows around its cursor, marks and what is below") func tableFrame() {
    var list = ListState(count: 9)
    list.select(1)
    let frame = frame(35, 6) { table.draw(on: $0, list: list, focused: true, row: row) }
    #expect(
      frame.text == """
          Client             Montant Marge
          Constructions 0    0 856 € 18 % ▼
        ▌ Constructions 1    1 856 € 18 % ▼
        ● Constructions 2    2 856 € 18 % ▼
          Constructions 3    3 856 € 18 % ▼
          ↓ encore 5
        """)
    #expect(frame.style(30, 2) == .danger.onSelection)
    #expect(table.row(atLine: 2, height: 6, list: list) == 1)
    #expect(table.row(atLine: 0, height: 6, list: list) == nil)
    #expect(table.row(atLine: 5, height: 6, list: list) == nil)
  }

  @Test("at every size a table asks only for rows that show, and draws none twice")
  func tableSizes() {
    for width in 1...50 {
      for height in 0...12 {
        var list = ListState(count: 100)
        list.select(57)
        list.reveal(height: table.rows(in: height))
        var asked: [Int] = []
        _ = frame(width, max(1, height)) { canvas in
          table.draw(on: canvas.sub(Rect(0, 0, width, height)), list: list, focused: true) {
            asked.append($0)
            return row($0)
          }
        }
        #expect(Set(asked).count == asked.count && asked.count <= height)
        if table.rows(in: height) > 0 { #expect(asked.contains(57)) }
      }
    }
  }

  @Test("whatever the moves, the cursor of a list exists and shows") func listProperty() {
    var random = SeededRandom(seed: 5)
    let keys: [Key] = [.up, .down, .pageUp, .pageDown, .home, .end]
    for _ in 0..<200 {
      var list = ListState(count: Int.random(in: 0...40, using: &random))
      let height = Int.random(in: 1...12, using: &random)
      for _ in 0..<40 {
        switch Int.random(in: 0...8, using: &random) {
        case 0: list.count = Int.random(in: 0...40, using: &random)
        case 1: list.scroll(by: Int.random(in: -9...9, using: &random), height: height)
        default:
          _ = list.handle(keys[Int.random(in: 0..<keys.count, using: &random)], height: height)
        }
        let visible = list.visible(height: height)
        #expect(visible.count == min(height, list.count))
        #expect(list.current.map { visible.contains($0) } ?? list.isEmpty)
      }
    }
  }

  @Test("what stands in a field is replaced by the first letter, and edited by the first arrow")
  func typedAnew() {
    var field = TextField("vis")
    field.typeAnew()
    #expect(field.text == "vis" && field.isReplaced)
    _ = field.handle(.char("b"))
    _ = field.handle(.char("o"))
    #expect(field.text == "bo" && !field.isReplaced)
    field.typeAnew()
    _ = field.handle(.backspace)
    _ = field.handle(.char("x"))
    #expect(field.text == "bx")
    field.clear()
    field.typeAnew()
    _ = field.handle(.char("é"))
    #expect(field.text == "é")
  }

  @Test("editing a text") func editing() {
    var field = TextField("foret sds 18")
    _ = field.handle(.named(.left, .ctrl))
    _ = field.handle(.char("+"))
    #expect(field.text == "foret sds +18")
    _ = field.handle(.ctrl("w"))
    #expect(field.text == "foret 18")
    _ = field.handle(.home)
    _ = field.handle(.delete)
    _ = field.handle(.backspace)
    #expect(field.text == "oret 18" && field.cursor == 0)
    field.insert("e\u{301}\nx\u{1B}\u{7}")
    #expect(field.text == "é xoret 18" && field.cursor == 3)
    #expect(!field.handle(.enter) && !field.handle(.up) && !field.handle(.f(4)))
    _ = field.handle(.ctrl("k"))
    _ = field.handle(.ctrl("u"))
    #expect(field.isEmpty)
  }

  @Test("the cursor of a text always shows, whatever is typed and however narrow the field")
  func fieldCursor() {
    var random = SeededRandom(seed: 9)
    let keys: [Key] = [
      .char("a"), .char("é"), .char("日"), .char(" "), .left, .right, .home, .end, .backspace,
      .delete,
      .named(.left, .ctrl), .named(.right, .ctrl), .char("b"), .char("c"),
    ]
    for width in 1...12 {
      var field = TextField()
      for _ in 0..<200 {
        _ = field.handle(keys[Int.random(in: 0..<keys.count, using: &random)])
        let frame = CellBuffer(Size(20, 2))
        let cursor = field.draw(on: frame.canvas.sub(Rect(3, 1, width, 1)), focused: true)
        #expect(cursor.map { Rect(3, 1, width, 1).contains($0) } == true)
        if field.text.columns < width { #expect(frame.rowText(1) == clean("   " + field.text)) }
      }
    }
  }

  private func clean(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }

  @Test("panes, tabs, prompt") func panes() {
    let pane = frame(24, 4) { canvas in
      let inside = Pane("Lignes (9)", footer: "tri: marge ↑", focused: true).draw(on: canvas)
      inside.put("trop long pour tenir dans le volet", 0, 0)
    }
    #expect(
      pane.text == """
        ┏━ ▌Lignes (9) ━━━━━━━━┓
        ┃trop long pour tenir d┃
        ┃                      ┃
        ┗━━━━━━━━ tri: marge ↑ ┛
        """)
    let tabs = TabStrip(["Prosp 12", "Devis 14", "Gagné 4"], current: 1)
    #expect(frame(40, 1) { tabs.draw(on: $0) }.text == " Prosp 12 ▐Devis 14▌ Gagné 4")
    #expect(frame(12, 1) { tabs.draw(on: $0) }.text == "2 ▐Devis 14▌")
    #expect(tabs.tab(atColumn: 12, width: 40) == 1)
    #expect(tabs.tab(atColumn: 0, width: 12) == 0)
    let prompt = Prompt("Délai :", TextField("+8j"), echo: Span("= ven. 27/11", .muted))
    var cursor: Point?
    let line = frame(40, 1) { cursor = prompt.draw(on: $0) }
    #expect(line.text == "Délai : +8j                 = ven. 27/11")
    #expect(cursor == Point(11, 0))
  }

  @Test("bars are exact to an eighth, never empty for something, never full for less") func bars() {
    #expect(Bar.text(70, of: 100, width: 10) == "███████···")
    #expect(Bar.text(1, of: 1_000_000, width: 4) == "▏···")
    #expect(Bar.text(0, of: 100, width: 4) == "····")
    #expect(Bar.text(-5, of: 100, width: 4) == "····")
    #expect(Bar.text(200, of: 100, width: 4) == "████")
    #expect(Bar.text(115, of: 200, width: 20) == "███████████▌········")
    #expect(Bar.text(.max, of: .max, width: 3) == "███")
    #expect(Sparkline.text([1, 2, 3, 5, 8, 0, -3]) == "▁▂▃▅█▁▁")
    #expect(Sparkline.text([1, 8, 4], width: 2) == "█▄")
    for value in 0...Int64(64) { #expect(Bar.text(value, of: 64, width: 8).columns == 8) }
  }

  @Test("charts print their values") func charts() {
    let bars = [ChartBar("Lyon", 100, text: "100 €"), ChartBar("Berne", 50, text: "50 €")]
    #expect(
      frame(24, 2) { BarChart(bars).draw(on: $0) }.text == """
        Lyon  ████████████ 100 €
        Berne ██████······  50 €
        """)
    #expect(
      frame(11, 5) { ColumnChart(bars).draw(on: $0) }.text == """
        100 €
        █████ 50 €
        █████ ▄▄▄▄▄
        █████ █████
        Lyon  Berne
        """)
  }

  @Test(
    "a search finds without accents, in parts",
    arguments: [
      ("aeth", "Constructions Æther"), ("oeuv", "Garage Œuvrard"), ("marci", "Marge cible"),
      ("cible marge", "Marge cible"), ("BHR", "bhr-1650"), ("evrard", "Toiture E\u{301}vrard"),
      ("", "tout"), ("strasse", "Straße"),
    ])
  func fuzzy(pattern: String, text: String) { #expect(Fuzzy.match(pattern, in: text) != nil) }

  @Test("better answers come first; equal ones keep their order") func ranking() {
    let texts = ["Afficher la marge", "Emargement", "Marge cible", "Rien", "Marge brute"]
    #expect(Fuzzy.rank("marge", texts).map(\.index) == [2, 4, 0, 1])
    #expect(Fuzzy.match("mc", in: "Marge cible")?.positions == [0, 6])
    #expect(Fuzzy.match("xyz", in: "Marge cible") == nil)
    #expect(Fuzzy.match("ae", in: "Æther")?.positions == [0])
  }

  @Test("a menu marks its current line and says why a line is refused") func menu() {
    let entries = [
      MenuEntry("Marge cible", note: "m", matched: [0, 1]),
      MenuEntry("Valider", note: "droit manquant", enabled: false),
    ]
    let frame = frame(30, 2) { canvas in
      Menu.draw(on: canvas, list: ListState(count: 2)) { entries[$0] }
    }
    #expect(frame.text == "▌Marge cible                m\n Valider       droit manquant")
    #expect(frame.style(1, 0) == .match.underline.onSelection)
    #expect(frame.style(1, 1) == .muted)
  }

  @Test("lengths share a row to the last cell") func lengths() {
    #expect(
      Length.share(100, among: [.fixed(30), .flexible(1), .flexible(2)], gap: 1) == [30, 22, 46])
    #expect(Length.share(10, among: [.fixed(30), .flexible(1)]) == [10, 0])
    #expect(
      Rect(0, 0, 120, 40).columns([.flexible(1), .fixed(40)], gap: 1).map(\.width) == [79, 40])
    #expect(Rect(0, 0, 10, 10).centred(Size(4, 20)) == Rect(3, 0, 4, 10))
  }

  @Test("layouts by size of the window") func breakpoints() {
    #expect(Breakpoint(Size(120, 40)) == .full && Breakpoint(Size(200, 39)) == .medium)
    #expect(Breakpoint(Size(80, 24)) == .compact && Breakpoint(Size(79, 60)) == .form)
    #expect(Breakpoint(Size(40, 12)) == .list && Breakpoint(Size(39, 12)) == .tooSmall)
    #expect(Breakpoint(Size(1, 1)) < .list)
  }
}
