"""The journey through the service in MiniStack; tests/judges/emulator starts both.

    emulator.py FOLDER      a folder for what the programs say; where AWS is, the environment says
"""
import json, os, re, subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import boto3
import urllib3
from botocore.exceptions import ClientError

AWS = os.environ['AWS_ENDPOINT_URL']
WORK = Path(sys.argv[1])
PROGRAMS = 'target/debug'
MACHINE = {'aarch64': 'arm64'}.get(os.uname().machine, os.uname().machine)
SENDER = 'klachten@wij.example'
# What MiniStack cannot make is left out by the template's own parameters.
WITHOUT = ['CanaryMinutes=0', 'MonthlyBudgetUsd=0', 'RequestsPerAddress=0']
COMPLAINT = {'name': 'Test Voorbeeld', 'email': 'test@voorbeeld.example', 'contact_by': 'any', 'incident_month': '3',
             'incident_year': '2026', 'about': 'een verzonnen balie', 'description': 'Dit is een verzonnen klacht.'}

web = urllib3.PoolManager(num_pools=1, maxsize=50, ca_certs=os.environ['AWS_CA_BUNDLE'], retries=False, timeout=30)
outcomes = {'passed': 0, 'failed': 0}


def see(what, seen, wanted):
    is_right = seen == wanted
    outcomes['passed' if is_right else 'failed'] += 1
    print(f'ok     {what}' if is_right else f'WRONG  {what}: {seen!r} instead of {wanted!r}', flush=True)


def until(what, wanted, look, seconds=30):
    """Looks until it is as wanted, and then once more: what comes too often comes late."""
    end = time.monotonic() + seconds
    while look() != wanted and time.monotonic() < end:
        time.sleep(0.2)
    see(what, look(), wanted)


def client(service, **keys):
    return boto3.client(service, **keys)


def answer_of(call):
    """`allowed`, or the code with which AWS refuses."""
    try:
        call()
        return 'allowed'
    except ClientError as error:
        return error.response['Error']['Code']


def deploy(stack, *parameters, pages_only=False):
    """functions/deploy, as a person calls it; whether it went well."""
    options = ['--pages'] if pages_only else ['--architecture', MACHINE]
    with open(WORK / 'deployed', 'w') as said:
        command = ['functions/deploy', '--stack', stack, '--programs', PROGRAMS, *options, *parameters]
        return subprocess.run(command, stdout=said, stderr=subprocess.STDOUT).returncode == 0


class Stack:
    """A stack that is there, and its site as a visitor reaches it."""

    def __init__(self, name):
        self.name = name
        resources = client('cloudformation').describe_stack_resources(StackName=name)['StackResources']
        self.ids = {resource['LogicalResourceId']: resource['PhysicalResourceId'] for resource in resources}
        self.table, self.host = self.ids['Register'], None

    def finish_the_api(self):
        """MiniStack reads over two things in the Body of an API: they are made here, from the template."""
        gateway, api = client('apigateway'), self.ids['Api']
        template = client('cloudformation').get_template(StackName=self.name, TemplateStage='Processed')['TemplateBody']
        template = template if isinstance(template, dict) else json.loads(template)
        body = template['Resources']['Api']['Properties']['Body']
        for path, methods in body['paths'].items():
            assert list(methods) == ['x-amazon-apigateway-any-method'], methods
            [resource] = [found for found in gateway.get_resources(restApiId=api)['items'] if found['path'] == path]
            way = {'restApiId': api, 'resourceId': resource['id'], 'httpMethod': 'ANY'}
            function = client('lambda').get_function(FunctionName=self.ids['Intake'])['Configuration']['FunctionArn']
            gateway.put_method(**way, authorizationType='NONE')
            gateway.put_integration(
                **way, type='AWS_PROXY', integrationHttpMethod='POST',
                uri=f'arn:aws:apigateway:{os.environ["AWS_REGION"]}:lambda:path/2015-03-31/functions/{function}/invocations')
        for kind, answer in body['x-amazon-apigateway-gateway-responses'].items():
            gateway.put_gateway_response(restApiId=api, responseType=kind, statusCode=str(answer['statusCode']))
        gateway.create_deployment(restApiId=api, stageName=self.ids['ApiformStage'])
        return self

    def lay_the_way_to_the_api(self):
        """MiniStack asks no host of AWS as the origin of a distribution: it is told where the API is here."""
        cloudfront = client('cloudfront')
        site = cloudfront.get_distribution_config(Id=self.ids['Site'])
        [form] = [origin for origin in site['DistributionConfig']['Origins']['Items'] if origin['Id'] == 'form']
        path = f'/_aws/execute-api/{self.ids["Api"]}' + form['OriginPath'][-len('/form'):]
        form.update(DomainName='localhost', OriginPath=path)
        form['CustomOriginConfig'].update(HTTPPort=80, HTTPSPort=int(AWS.rsplit(':', 1)[1]))
        updated = cloudfront.update_distribution(
            Id=self.ids['Site'], IfMatch=site['ETag'], DistributionConfig=site['DistributionConfig'])
        self.host = updated['Distribution']['DomainName']
        return self

    def may_send(self):
        """MiniStack knows no ses:FromAddress, under which alone the template allows it."""
        allow = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 'ses:SendEmail', 'Resource': '*'}]}
        client('iam').put_role_policy(
            RoleName=self.ids['NoticesRole'], PolicyName='emulator', PolicyDocument=json.dumps(allow))
        return self

    def ask(self, path, body=None, method=None, **headers):
        headers = {'Host': self.host, **{name.replace('_', '-'): text for name, text in headers.items()}}
        method = method or ('GET' if body is None else 'POST')
        return web.request(method, AWS + path, headers=headers, body=body, redirect=False)

    def post(self, step, typed=COMPLAINT, **headers):
        """The form as a browser posts it."""
        headers = {'Origin': f'https://{self.host}', 'Content_Type': 'application/x-www-form-urlencoded', **headers}
        return self.ask(f'/formulier/{step}', urlencode({'lang': 'nl', **typed}), **headers)

    def send(self, **typed):
        """The same from a program."""
        body = json.dumps({**COMPLAINT, **typed})
        return self.ask('/formulier/versturen', body, Accept='application/json', Content_Type='application/json')

    def items(self, entry='complaint'):
        scan = client('dynamodb').get_paginator('scan').paginate(TableName=self.table)
        return [item for page in scan for item in page['Items'] if item['entry']['S'].startswith(entry)]

    def tell_again(self):
        """The stream from its beginning: MiniStack passes over batchItemFailures and tries nothing again."""
        mappings = client('lambda')
        [mapping] = mappings.list_event_source_mappings(FunctionName=self.ids['Notices'])['EventSourceMappings']
        mappings.delete_event_source_mapping(UUID=mapping['UUID'])
        kept = ('EventSourceArn', 'FilterCriteria', 'FunctionResponseTypes', 'BatchSize')
        mappings.create_event_source_mapping(
            FunctionName=self.ids['Notices'], StartingPosition='TRIM_HORIZON', **{name: mapping[name] for name in kept})

    def keys_of(self, function):
        """The credentials that Lambda gave a function that runs."""
        for process in Path('/proc').glob('[0-9]*/environ'):
            try:
                environment = dict(line.split('=', 1) for line in process.read_text().split('\0') if '=' in line)
            except OSError:
                continue
            mine = environment.get('AWS_LAMBDA_FUNCTION_NAME') == self.ids[function] and environment.get('TMPDIR') == str(WORK)
            if mine and 'AWS_SESSION_TOKEN' in environment:
                return {'aws_access_key_id': environment['AWS_ACCESS_KEY_ID'],
                        'aws_secret_access_key': environment['AWS_SECRET_ACCESS_KEY'],
                        'aws_session_token': environment['AWS_SESSION_TOKEN']}
        raise LookupError(f'{function} does not run')


def mails():
    told = json.loads(web.request('GET', f'{AWS}/_ministack/ses/messages').data)
    return sum(map(len, told['messages'].values()))


def ended(stack, mail, *states):
    """How many mails of that kind are in one of these states."""
    return sum(mark['state']['S'] in states for mark in stack.items(f'mail#{mail}'))


def pages(stack):
    def differs(file):
        address = '/' + str(file.relative_to('target/pages')).removesuffix('index.html')
        return stack.ask(address).data != file.read_bytes()
    files = [file for file in Path('target/pages').rglob('*') if file.is_file() and not file.name.startswith('.')]
    see('pages are served byte for byte', [str(file) for file in files if differs(file)], [])
    without_stroke = stack.ask('/klacht-indienen')
    see('an address without its stroke', (without_stroke.status, without_stroke.headers['Location']), (301, '/klacht-indienen/'))
    below = stack.ask('/formulier/')
    see('nothing stands at the form\'s own address', (below.status, b'<h1>Deze pagina bestaat niet</h1>' in below.data), (404, True))


def a_resident(stack):
    see('mistakes are told', stack.post('controleren', {}).status, 422)
    see('everything is shown back', stack.post('controleren').status, 200)
    see('a form from another site is refused', stack.post('versturen', Origin='https://elders.example').status, 403)
    see('nothing is kept before it is sent', stack.items(), [])
    see('the register is reached without leaving anything',
        (stack.ask('/formulier/bereikbaar').status, stack.items('')), (204, []))
    see('without Accept, an answer is not Base64', stack.post('controleren', Accept_Encoding='gzip').status, 200)
    kept = stack.post('versturen')
    see('sent', (kept.status, kept.headers['Cache-Control'], b'Uw klacht is bij ons binnen' in kept.data), (201, 'no-store', True))
    until('the office and the resident get mail', 2, mails)


def a_program(stack):
    first, again = stack.send(description='Van een programma.'), stack.send(description='Van een programma.')
    see('sent as JSON', first.status, 201)
    see('the same again gets its first receipt', again.data, first.data)
    until('and no second mail', 4, mails)


def mail_that_waits(stack):
    iam, role = client('iam'), stack.ids['NoticesRole']
    deny = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Deny', 'Action': 'ses:SendEmail', 'Resource': '*'}]}
    iam.put_role_policy(RoleName=role, PolicyName='deny', PolicyDocument=json.dumps(deny))
    see('sent while mail is forbidden', stack.send(email='later@voorbeeld.example').status, 201)
    time.sleep(3)
    see('no mail meanwhile', mails(), 4)
    iam.delete_role_policy(RoleName=role, PolicyName='deny')
    stack.tell_again()
    until('once it is allowed, the mail that waited', 6, mails)


def fifty_at_once(stack):
    def one(number):
        return stack.send(email=f'test{number}@voorbeeld.example', wish=str(number)).status
    with ThreadPoolExecutor(50) as visitors:
        see('fifty at once', list(visitors.map(one, range(50))), [201] * 50)
    see('each is kept once', len(stack.items()), 53)
    until('each gets its confirmation', 53, lambda: ended(stack, 'sender', 'sent'), 60)
    # Only the first of an hour have a mail of their own to the office.
    until('and the office is told of each, or a digest counts it', 53, lambda: ended(stack, 'office', 'sent', 'counted'))
    sent = mails()
    stack.tell_again()
    time.sleep(5)
    see('none twice, when the stream tells all of it again', mails(), sent)


def rights(stack):
    tables, reference = client('dynamodb'), {'S': stack.items()[0]['reference']['S']}
    key = {'reference': reference, 'entry': {'S': 'complaint'}}
    for function in ('Intake', 'Notices'):
        table = client('dynamodb', **stack.keys_of(function))
        denied = {
            'scan': lambda: table.scan(TableName=stack.table),
            'query': lambda: table.query(TableName=stack.table, KeyConditionExpression='reference = :r',
                                         ExpressionAttributeValues={':r': reference}),
            'get': lambda: table.get_item(TableName=stack.table, Key=key),
            'update': lambda: table.update_item(TableName=stack.table, Key=key),
            'delete': lambda: table.delete_item(TableName=stack.table, Key=key),
            'delete the table': lambda: table.delete_table(TableName=stack.table),
        }
        if function == 'Notices':
            del denied['get']  # allowed for the counts of an hour; MiniStack does not look at the condition that says so
        for what, call in denied.items():
            see(f'{function} may not {what}', answer_of(call), 'AccessDeniedException')
        added = {'reference': {'S': 'K-0000-0000'}, 'entry': {'S': function}}
        see(f'{function} may add', answer_of(lambda: table.put_item(TableName=stack.table, Item=added)), 'allowed')
        tables.delete_item(TableName=stack.table, Key=added)
    as_intake = stack.keys_of('Intake')
    see('Intake may not send mail', answer_of(lambda: client('sesv2', **as_intake).send_email(
        FromEmailAddress=SENDER, Destination={'ToAddresses': ['test@voorbeeld.example']},
        Content={'Simple': {'Subject': {'Data': 'a'}, 'Body': {'Text': {'Data': 'a'}}}})), 'AccessDeniedException')
    see('Intake may not read the pages', answer_of(lambda: client('s3', **as_intake).list_objects_v2(Bucket=stack.ids['Pages'])),
        'AccessDenied')


def an_unverified_sender(stack):
    client('sesv2').delete_email_identity(EmailIdentity=SENDER)
    client('ses').delete_identity(Identity=SENDER)
    see('sent while the sender of mails is not verified', stack.send(email='onbekend@voorbeeld.example').status, 201)
    time.sleep(4)
    see('no confirmation meanwhile', ended(stack, 'sender', 'sent'), 53)
    client('sesv2').create_email_identity(EmailIdentity=SENDER)
    stack.tell_again()
    until('once it is verified, the mail that waited', 54, lambda: ended(stack, 'sender', 'sent'))
    see('and none was refused', ended(stack, 'sender', 'refused') + ended(stack, 'office', 'refused'), 0)


def an_update(stack):
    before = stack.items('')
    # One changed digit, newer than what is here.
    page = 'contact/index.html'
    right = Path('target/pages', page).read_bytes()
    client('s3').put_object(Bucket=stack.ids['Pages'], Key=page, Body=right[:-2] + b'0' + right[-1:])
    variables = lambda: client('lambda').get_function_configuration(FunctionName=stack.ids['Intake'])['Environment']['Variables']
    key = variables()['DIGEST_KEY']
    see('the first deployment made a key', bool(re.fullmatch('[0-9a-f]{64}', key)) and len(set(key)) > 4, True)
    see('an update', deploy(stack.name, 'LogDays=14', 'IntakeRatePerSecond=1', 'IntakeBurst=1'), True)
    see('leaves the key', variables()['DIGEST_KEY'], key)
    see('a page of the same length is put right', stack.ask('/contact/').data, right)
    see('the register is as it was', stack.items(''), before)
    table = client('dynamodb').describe_table(TableName=stack.table)['Table']
    see('the table cannot be deleted by accident', table['DeletionProtectionEnabled'], True)
    formation = client('cloudformation')
    policy = json.loads(formation.get_stack_policy(StackName=stack.name)['StackPolicyBody'])
    denied = [statement for statement in policy['Statement'] if statement['Effect'] == 'Deny']
    see('a change that replaces the register is refused', denied[0]['Resource'],
        ['LogicalResourceId/Register', 'LogicalResourceId/RegisterKey'])
    see('nor is the stack deleted by accident', answer_of(lambda: formation.delete_stack(StackName=stack.name)), 'ValidationError')


def a_flood(stack):
    stack.finish_the_api().lay_the_way_to_the_api()
    with ThreadPoolExecutor(20) as visitors:
        answers = list(visitors.map(lambda number: stack.post('versturen', COMPLAINT | {'wish': f'te veel {number}'}), range(20)))
    see('a flood is let through in part', 0 < sum(answer.status == 201 for answer in answers) < 20, True)
    refused = [answer for answer in answers if answer.status != 201]
    page = Path('target/pages/500.html').read_bytes()
    see('and who does not get through is told what to do, in the look of the site',
        {(answer.status, answer.data == page) for answer in refused}, {(503, True)})


def a_register_that_is_away(stack):
    time.sleep(3) # what the flood used up
    iam, role = client('iam'), stack.ids['IntakeRole']
    deny = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Deny', 'Action': 'dynamodb:*', 'Resource': '*'}]}
    iam.put_role_policy(RoleName=role, PolicyName='deny', PolicyDocument=json.dumps(deny))
    lost = stack.post('versturen', COMPLAINT | {'description': 'Deze woorden staan er nog.'})
    see('who is told that nothing was sent still has every word', (lost.status, b'Deze woorden staan er nog.' in lost.data), (503, True))
    time.sleep(1.5)
    see('whoever keeps watch hears of it', stack.ask('/formulier/bereikbaar').status, 500)
    iam.delete_role_policy(RoleName=role, PolicyName='deny')
    logs = client('logs')
    pattern = logs.describe_metric_filters(logGroupName=stack.ids['IntakeLog'])['metricFilters'][0]['filterPattern']
    said = [event['message'] for event in logs.filter_log_events(logGroupName=stack.ids['IntakeLog'])['events']]
    see('and the alarm finds it in the log', sum(pattern.strip('"') in line for line in said), 1)
    see('which holds no word of a complaint', [line for line in said if 'verzonnen' in line or 'voorbeeld' in line.lower()], [])


def a_second_stack(first):
    tables = set(client('dynamodb').list_tables()['TableNames'])
    parameters = [f'MailAddress={SENDER}', 'AlarmAddress=beheer@wij.example', *WITHOUT]
    long_name = 'een-tweede-organisatie-met-een-naam-die-veel-langer-is-dan-de-eerste'
    # MiniStack refuses what the canary is made of.
    see('a first deployment that fails', deploy(long_name, *parameters, 'MailVerification=none', 'CanaryMinutes=60'), False)
    see('leaves no table', set(client('dynamodb').list_tables()['TableNames']), tables)
    client('cloudformation').delete_stack(StackName=long_name)
    client('cloudformation').get_waiter('stack_delete_complete').wait(StackName=long_name, WaiterConfig={'Delay': 1})
    see('a second stack beside the first', deploy(long_name, *parameters, 'MailVerification=none'), True)
    second = Stack(long_name).finish_the_api().lay_the_way_to_the_api().may_send()
    before, sent = len(first.items()), mails()
    see('takes a complaint', second.send().status, 201)
    see('of its own', (len(second.items()), len(first.items())), (1, before))
    until('and mails about it', sent + 2, mails)
    client('cloudformation').update_termination_protection(StackName=long_name, EnableTerminationProtection=False)
    client('cloudformation').delete_stack(StackName=long_name)
    client('cloudformation').get_waiter('stack_delete_complete').wait(StackName=long_name, WaiterConfig={'Delay': 1})
    see('deleted, it leaves its register', len(second.items()), 1)


def main():
    for _ in range(150):
        try:
            if web.request('GET', f'{AWS}/_ministack/ready').status == 200:
                break
        except urllib3.exceptions.HTTPError:
            time.sleep(0.2)
    see('deployed', deploy('proef', f'MailAddress={SENDER}', 'OfficeAddress=kantoor@wij.example',
                           'AlarmAddress=beheer@wij.example', *WITHOUT), True)
    stack = Stack('proef').finish_the_api().lay_the_way_to_the_api().may_send()
    for part in (pages, a_resident, a_program, mail_that_waits, fifty_at_once, rights, an_unverified_sender, an_update, a_flood,
                 a_register_that_is_away, a_second_stack):
        start = time.monotonic()
        part(stack)
        print(f'       {time.monotonic() - start:.0f} s')
    print('{passed} passed, {failed} failed'.format(**outcomes))
    return outcomes['failed'] > 0


sys.exit(main())
