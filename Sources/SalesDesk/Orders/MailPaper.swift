import Sales
import SalesStore
import Values

/// Notes that a paper went out by mail, or was made ready to: the exact file is kept with the record it
/// is of, and the history of the customer says to whom it went. It is final: what left does not come
/// back.
public struct MailPaper: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("paper.mail", .final, roles: .everyone)

  /// The quote or order.
  public let subject: ActSubject
  /// Its number, as people call it.
  public let number: String
  /// The address it goes to.
  public let recipient: String
  /// What the history says.
  public let text: String
  /// The file attached.
  public let file: SentFile

  /// A paper that goes out.
  public init(
    _ file: SentFile, of subject: ActSubject, number: String, to recipient: String,
    saying text: String
  ) {
    self.file = file
    self.subject = subject
    self.number = number
    self.recipient = recipient
    self.text = text
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Interaction {
    try scope.keep(file, of: subject.kind, subject.id)
    let noted = try scope.perform(AddInteraction(.mail, text, on: subject))
    scope.note("number", .text(number))
    scope.note("recipient", .text(recipient))
    return noted
  }
}
