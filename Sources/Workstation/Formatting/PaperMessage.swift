import Exchange
import SalesDesk

/// Troubles with papers in words, with what to do next.
enum PaperMessage {
  /// The sentence; nil for what is no trouble with a paper.
  static func words(_ error: any Error, _ format: Format) -> String? {
    func mail(_ key: String, _ name: String, _ value: String) -> String {
      format.text("mail." + key, [Fact(name, .text(value))])
    }
    func text(_ key: String, _ name: String, _ value: String) -> String {
      format.text("paper." + key, [Fact(name, .text(value))])
    }
    switch error {
    case PrinterTrouble.missing(let path): return text("noPrinter", "path", path)
    case PrinterTrouble.failed(let reason): return text("printerFailed", "reason", reason)
    case PrinterTrouble.otherVersion(let reason): return text("printerVersion", "reason", reason)
    case PrinterTrouble.badLogo: return format.text("paper.badLogo")
    case let damaged as KeptFileDamaged: return text("keptDamaged", "name", damaged.name)
    case let logo as LogoProblem: return format.text("logo." + logo.key, logo.facts)
    case MailTrouble.noSender: return format.text("mail.noSender")
    case MailTrouble.noRecipient(let customer): return mail("noRecipient", "customer", customer)
    case MailTrouble.badAddress(let address): return mail("badAddress", "address", address)
    case MailTrouble.notSent(let number): return mail("notSent", "number", number)
    case MailTrouble.noProgram: return format.text("mail.noProgram")
    case MailTrouble.refused(let program, let reason):
      return format.text(
        "mail.refused", [Fact("program", .text(program)), Fact("reason", .text(reason))])
    default: return nil
    }
  }
}
