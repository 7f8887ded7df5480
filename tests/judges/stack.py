"""Makes the stack of functions/template.yaml in a moto server, and tells as JSON what tests need of it.

moto cannot make what stands in LEFT_OUT (the edge, the canary) or would run the function itself (the mapping of the stream), and
reads over some properties of the table: those are given to it from the template by its own API.

    stack.py http://127.0.0.1:PORT
"""
import ast, io, json, os, sys, zipfile

os.environ.update(AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test', AWS_DEFAULT_REGION='eu-west-1')
os.environ.pop('AWS_PROFILE', None)
import boto3
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

LEFT_OUT = ('AWS::CloudFront::', 'AWS::Budgets::', 'AWS::S3::BucketPolicy', 'AWS::Lambda::EventSourceMapping', 'AWS::WAFv2::',
            'AWS::ApiGateway::', 'AWS::Lambda::Permission', 'AWS::Logs::MetricFilter')
STACK = 'klachten'
GIVEN = {'MailAddress': 'klachten@wij.example', 'AlarmAddress': 'beheer@wij.example', 'DigestKey': '07' * 32}
endpoint = sys.argv[1]
with open(os.path.join(os.path.dirname(__file__), '../../functions/template.yaml')) as file:
    template = yaml_parse(file.read())


def client(service):
    return boto3.client(service, endpoint_url=endpoint)


class NoManagedPolicies:
    """The template names none."""

    def load(self):
        return {}


# What `sam package` does: the zips are somewhere in S3. What is in them is not run here.
s3 = client('s3')
s3.create_bucket(Bucket='artifacts', CreateBucketConfiguration={'LocationConstraint': 'eu-west-1'})
empty = io.BytesIO()
with zipfile.ZipFile(empty, 'w') as archive:
    archive.writestr('bootstrap', '')
for function in ('Intake', 'Notices'):
    s3.put_object(Bucket='artifacts', Key=f'{function}.zip', Body=empty.getvalue())
    template['Resources'][function]['Properties']['CodeUri'] = {'Bucket': 'artifacts', 'Key': f'{function}.zip'}

defaults = {name: str(parameter.get('Default', '')) for name, parameter in template['Parameters'].items()} | GIVEN
whole = transform(template, defaults, NoManagedPolicies())
made = {**whole, 'Resources': {name: resource for name, resource in whole['Resources'].items()
                               if not resource['Type'].startswith(LEFT_OUT) and not name.startswith('Canary')}}
made['Outputs'] = {}
s3.put_object(Bucket='artifacts', Key='template.json', Body=json.dumps(made))
cloudformation = client('cloudformation')
cloudformation.create_stack(
    StackName=STACK, Parameters=[{'ParameterKey': name, 'ParameterValue': value} for name, value in GIVEN.items()],
    TemplateURL='https://s3.eu-west-1.amazonaws.com/artifacts/template.json', Capabilities=['CAPABILITY_IAM'])
status = cloudformation.describe_stacks(StackName=STACK)['Stacks'][0]['StackStatus']
if status != 'CREATE_COMPLETE':
    sys.exit(f'the stack is {status}')
names = {resource['LogicalResourceId']: resource['PhysicalResourceId']
         for resource in cloudformation.list_stack_resources(StackName=STACK)['StackResourceSummaries']}

# What moto's CloudFormation reads over, by the API that it has for it.
table, declared, dynamodb = names['Register'], whole['Resources']['Register']['Properties'], client('dynamodb')
dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=declared['TimeToLiveSpecification'])
dynamodb.update_continuous_backups(
    TableName=table, PointInTimeRecoverySpecification=declared['PointInTimeRecoverySpecification'])
# SES of version 1 knows who may send; the template's identity is of version 2.
mail_address = GIVEN['MailAddress']
client('ses').verify_email_identity(EmailAddress=mail_address)

iam = client('iam')


def policy(role):
    [name] = iam.list_role_policies(RoleName=names[role])['PolicyNames']
    document = iam.get_role_policy(RoleName=names[role], PolicyName=name)['PolicyDocument']
    # moto gives what its CloudFormation filled in as Python writes it.
    return (ast.literal_eval(document) if isinstance(document, str) else document)['Statement']


described = dynamodb.describe_table(TableName=table)['Table']
json.dump({
    'table': table,
    'table_arn': described['TableArn'],
    'stream_arn': described['LatestStreamArn'],
    'keys': described['KeySchema'],
    'attributes': described['AttributeDefinitions'],
    'indexes': described['GlobalSecondaryIndexes'],
    'stream': described['StreamSpecification'],
    'time_to_live': dynamodb.describe_time_to_live(TableName=table)['TimeToLiveDescription'],
    'mail_address': mail_address,
    'intake_policy': policy('IntakeRole'),
    'notices_policy': policy('NoticesRole'),
    'office_actions': whole['Resources']['OfficePolicy']['Properties']['PolicyDocument']['Statement'][0]['Action'],
    'intake_variables': sorted(whole['Resources']['Intake']['Properties']['Environment']['Variables']),
    'notices_variables': sorted(whole['Resources']['Notices']['Properties']['Environment']['Variables']),
}, sys.stdout, default=str)
